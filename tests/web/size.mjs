// What a first visit transfers, as tools/site.mjs measured it: within the budget, or the test fails.
import { readFileSync } from 'node:fs';

const { first_load_gzip, budget } = JSON.parse(readFileSync(new URL('../../build/site/sizes.json', import.meta.url), 'utf8'));
const within = first_load_gzip <= budget;
console.log(`${within ? 'ok   ' : 'FAIL '} a first visit transfers ${first_load_gzip} bytes, at most ${budget} are allowed`);
console.log(`${within ? 1 : 0} passed, ${within ? 0 : 1} failed`);
process.exitCode = within ? 0 : 1;
