// Our engine against other libraries, in one page of a real browser; and the frames of the playground.
//
//   node tests/bench/run.mjs [--only KEY] [--rounds 9] [--ms 1000] [--write] [--site build/site]
//
// Ends with 1 when a promise of works.mjs or frames.mjs is not kept, with 2 when it cannot measure.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from '../web/support/browser.mjs';
import { document } from './document.mjs';
import { measure_frames } from './frames.mjs';
import { describe_machine } from './machine.mjs';
import { run_races } from './race.mjs';
import { report, verdicts } from './report.mjs';
import { works } from './works.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');

function stop(sentence) {
  console.error(`bench: ${sentence}`);
  process.exit(2);
}

function read_options() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: '9' },
      ms: { type: 'string', default: '1000' },
      write: { type: 'boolean', default: false },
      site: { type: 'string', default: path.join(root, 'build/site') },
    },
  });
  const how = { rounds: Number(values.rounds), least_ms: Number(values.ms) };
  if (!(how.rounds >= 1 && how.least_ms >= 1)) stop('--rounds and --ms are numbers from 1 up');
  const chosen = works.filter(({ key }) => !values.only || values.only === key);
  if (chosen.length === 0) stop(`--only knows ${works.map(({ key }) => key).join(', ')}`);
  if (values.write && values.only) stop('--write needs all works, so not with --only');
  const site = path.resolve(values.site);
  if (!existsSync(path.join(site, 'engine-simd128.wasm'))) stop(`there is no engine in ${site}: build it with ./dev build`);
  return { how, chosen, site, write: values.write };
}

const { how, chosen, site, write } = read_options();
const folders = { '/': path.join(here, 'page'), '/npm/': path.join(root, 'tools/node_modules'), '/site/': site };
const browser = await launch('chromium').catch((error) => stop(error.message));
try {
  const machine = await describe_machine(root, browser);
  const results = await run_races(browser, chosen, folders, how, (text) => console.error(`    ${text}`));
  const measured = await measure_frames(browser, site);
  const tables = report(results, measured);
  console.log(`${machine.cpu}; ${machine.browser}; engine ${machine.engine}; median of ${how.rounds} rounds\n\n${tables}`);
  if (write) {
    const file = path.join(root, 'docs/benchmarks.md');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, document(machine, how, tables));
    console.log(`written: ${path.relative(process.cwd(), file)}`);
  }
  if (!verdicts(results, measured).every(({ met }) => met)) process.exitCode = 1;
} catch (error) {
  console.error(`bench: ${error.message.split('\n')[0]}`);
  process.exitCode = 2;
} finally {
  await browser.close().catch(() => {});
}
