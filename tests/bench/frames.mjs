// The playground while it learns: how long the main thread is busy with a frame.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { serve_site } from '../web/support/server.mjs';
import { Visit } from '../web/support/visit.mjs';

export const kBuildLimitMs = 4;  // p95
const kFrames = 300;
const kSize = { width: 1280, height: 800 };

/// {size, frames, engine, build, frame, message: {p50, p95, longest}} in milliseconds, or {skipped: why}.
export async function measure_frames(browser, folder) {
  const missing = ['index.html', 'shell.js', 'shell.wasm'].filter((file) => !existsSync(path.join(folder, file)));
  if (missing.length > 0) return { skipped: `${missing.join(', ')} not in ${folder}` };
  const site = await serve_site(folder);
  const page = await browser.newPage();
  try {
    await page.setViewport(kSize);
    await page.goto(`${site.address}#v=1&lang=en&theme=light`);
    const visit = await new Visit(page).ready();
    await visit.click('play');
    await visit.state_when('it learns', (state) => state.step > 500);
    await visit.evaluate(() => window.downhill.clear_stats());
    const before = await visit.frames();
    await visit.until(`${kFrames} frames were drawn`, async () => (await visit.frames()) >= before + kFrames);
    const { build, frame, message } = await visit.evaluate(() => window.downhill.stats());
    return { size: `${kSize.width}x${kSize.height}`, frames: build.count, engine: await visit.engine(), build, frame, message };
  } catch (error) {
    return { skipped: `the playground did not get there: ${error.message}` };
  } finally {
    await page.close().catch(() => {});
    site.close();
  }
}
