// Our engine against other libraries, in one page of a real browser; the frames of the playground, and the lab of digits.
//
//   node tests/bench/run.mjs [--only KEY,KEY] [--rounds 5] [--ms 1000] [--write]
//                           [--site build/site] [--kernels build/web-release]
//
// Ends with 1 when a floor of works.mjs, report.mjs, frames.mjs or digits.mjs is not kept, with 2 when it cannot measure.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from '../web/support/browser.mjs';
import { measure_labs } from './digits.mjs';
import { document } from './document.mjs';
import { measure_frames } from './frames.mjs';
import { describe_machine } from './machine.mjs';
import { plots } from './plot.mjs';
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
      rounds: { type: 'string', default: '5' },
      ms: { type: 'string', default: '1000' },
      write: { type: 'boolean', default: false },
      site: { type: 'string', default: path.join(root, 'build/site') },
      kernels: { type: 'string', default: path.join(root, 'build/web-release') },
    },
  });
  const how = { rounds: Number(values.rounds), least_ms: Number(values.ms) };
  if (!(how.rounds >= 1 && how.least_ms >= 1)) stop('--rounds and --ms are numbers from 1 up');
  const chosen = works.filter(({ key }) => !values.only || values.only.split(',').includes(key));
  if (chosen.length === 0) stop(`--only knows ${[...new Set(works.map(({ key }) => key))].join(', ')}`);
  if (values.write && values.only) stop('--write needs all works, so not with --only');
  const site = path.resolve(values.site);
  if (!existsSync(path.join(site, 'engine-simd128.wasm'))) stop(`there is no engine in ${site}: build it with ./dev build`);
  return { how, chosen, site, kernels: path.resolve(values.kernels), write: values.write };
}

const { how, chosen, site, kernels, write } = read_options();
const folders = { '/': path.join(here, 'page'), '/npm/': path.join(root, 'tools/node_modules'), '/site/': site, '/kernels/': kernels };
const browser = await launch('chromium').catch((error) => stop(error.message));
try {
  const machine = await describe_machine(root, browser);
  const { results, pytorch } = await run_races(browser, chosen, folders, how, (text) => console.error(`    ${text}`));
  machine.peers += pytorch ? `, PyTorch ${pytorch} (one thread, native)` : '; PyTorch is not installed, so not measured';
  const measured = await measure_frames(browser, site);
  const labs = chosen.length === works.length ? await measure_labs(browser, site) : [];
  const tables = report(results, measured, labs);
  console.log(`${machine.cpu}; ${machine.browser}; engine ${machine.engine}; best of ${how.rounds} rounds\n\n${tables}`);
  if (write) {
    const files = { 'benchmarks.md': document(machine, how, tables), ...plots(results) };
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(root, 'docs', name), content);
    console.log(`written: ${Object.keys(files).map((name) => `docs/${name}`).join(', ')}`);
  }
  if (!verdicts(results, measured, labs).every(({ kind, met }) => met || kind === 'goal')) process.exitCode = 1;
} catch (error) {
  console.error(`bench: ${error.message.split('\n')[0]}`);
  process.exitCode = 2;
} finally {
  await browser.close().catch(() => {});
}
