// While it learns at full speed: how long the main thread is held by a frame, and that learning itself never holds it for
// 16 ms. Times of the clock are printed only, since other programs share this machine's cores; what is asserted of the
// slices on the page is the processor's time, as Chromium's trace tells it.
import assert from 'node:assert/strict';

const ms = (value) => `${value.toFixed(2)} ms`;
const kCategories = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/// The longest slice of the engine on the page in a trace, in milliseconds of the processor, and how many there were.
function longest_slice(trace) {
  const { traceEvents: events } = JSON.parse(new TextDecoder().decode(trace));
  const slices = events.filter((e) => e.name === 'FunctionCall' && e.tdur !== undefined && e.args.data?.url?.endsWith('/engine_link.js'));
  return { count: slices.length, longest: Math.max(0, ...slices.map((e) => e.tdur / 1000)) };
}

export default async ({ open, print, browser }) => {
  for (const query of ['', '?engine=main']) {
    const visit = await open({ query });
    const traces = query && browser === 'chromium';
    if (traces) await visit.page.tracing.start({ categories: kCategories });
    await visit.click('pace');
    await visit.click('pace.full');
    await visit.click('play');
    const before = await visit.state_when('it learns at full speed', (s) => s.samples_per_second > 30_000);
    await visit.evaluate(() => window.downhill.clear_stats());
    const frames = await visit.frames();
    await visit.until('60 frames were drawn', async () => (await visit.frames()) > frames + 60);
    const { build, frame, message, slice } = await visit.evaluate(() => window.downhill.stats());
    assert.ok((await visit.state()).step > before.step);
    print(`${query || 'worker'}: frame build p50 ${ms(build.p50)}, p95 ${ms(build.p95)}; whole frame p95 ${ms(frame.p95)}; ` +
      `message longest ${ms(message.longest)}; slice p50 ${ms(slice.p50)}, longest ${ms(slice.longest)} of ${slice.count}`);
    if (query) assert.ok(slice.count > 0, 'the engine works in slices on the page');
    else assert.equal(slice.count, 0, 'nothing of learning runs on the page');
    if (!traces) continue;
    const { count, longest } = longest_slice(await visit.page.tracing.stop());
    print(`?engine=main: of ${count} slices the longest took ${ms(longest)} of the processor`);
    assert.ok(count > 100 && longest < 16, `${count} slices, the longest ${longest} ms`);
  }
};
