// The pages in a real browser, driven like a person.
//
//   node tests/web/run.mjs --browser chromium|firefox [--only name] [--screenshots DIR]
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './support/browser.mjs';
import { take_screenshots } from './support/screenshots.mjs';
import { serve_site } from './support/server.mjs';
import { set_viewport } from './support/viewport.mjs';
import { Visit } from './support/visit.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    browser: { type: 'string', default: 'chromium' },
    only: { type: 'string' },
    screenshots: { type: 'string' },
    site: { type: 'string', default: path.join(here, '../../build/site') },
  },
});
if (!existsSync(path.join(options.site, 'index.html'))) {
  console.error(`there are no pages in ${options.site}: build them with ./dev build`);
  process.exit(2);
}

const site = await serve_site(path.resolve(options.site));
const browser = await launch(options.browser);
const visits = [];
let person = null; // a case's own cookies and storage: nothing is remembered from the case before

/// A new page. before: runs in it before anything of ours. wait: false when it is not going to come up.
async function open({ hash = '', query = '', width = 1280, height = 800, scale = 1, touch = false, before, lives_with, wait = true } = {}) {
  person ??= await browser.createBrowserContext();
  const page = await person.newPage();
  const visit = new Visit(page, { lives_with });
  visits.push(visit);
  await set_viewport(page, { width, height, deviceScaleFactor: scale, hasTouch: touch });
  if (before) await page.evaluateOnNewDocument(before);
  await page.goto(`${site.address}${query}${hash && `#${hash}`}`, { waitUntil: 'domcontentloaded' });
  return wait ? visit.ready() : visit;
}

async function close_all() {
  for (const visit of visits.splice(0)) await visit.page.close().catch(() => {});
  await person?.close().catch(() => {});
  person = null;
  site.forget();
}

class Skipped extends Error {}

/// 'passed', 'failed' or 'skipped'.
async function run_case(file) {
  const { default: test } = await import(path.join(here, 'cases', file));
  const started = Date.now();
  const lines = [];
  try {
    const skip = (reason) => {
      throw new Skipped(reason);
    };
    await test({ open, site, skip, browser: options.browser, print: (line) => lines.push(line) });
    const errors = visits.flatMap((visit) => visit.errors);
    if (errors.length > 0) throw new Error(`errors in the page: ${errors.join('; ')}`);
    console.log(`ok    ${file.slice(0, -4)} (${Date.now() - started} ms)`);
    return 'passed';
  } catch (error) {
    if (error instanceof Skipped) {
      console.log(`skip  ${file.slice(0, -4)}: ${error.message}`);
      return 'skipped';
    }
    console.log(`FAIL  ${file.slice(0, -4)}: ${error.stack ?? error}`);
    return 'failed';
  } finally {
    for (const line of lines) console.log(`      ${line}`);
    await close_all();
  }
}

const sum = { passed: 0, failed: 0, skipped: 0 };
try {
  if (options.screenshots) {
    await take_screenshots({ open, close_all, folder: path.resolve(options.screenshots) });
  } else {
    const files = readdirSync(path.join(here, 'cases')).filter((name) => name.endsWith('.mjs') && (!options.only || name.includes(options.only)));
    for (const file of files.sort()) sum[await run_case(file)] += 1;
    console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
  }
} finally {
  await browser.close().catch(() => {});
  site.close();
}
process.exit(sum.failed > 0 || (sum.passed + sum.skipped === 0 && !options.screenshots) ? 1 : 0);
