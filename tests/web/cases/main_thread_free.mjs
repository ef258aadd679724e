// While it learns at full speed: how long the main thread is held by a frame, and that learning itself never holds it for 16 ms.
import assert from 'node:assert/strict';

const ms = (value) => `${value.toFixed(2)} ms`;

export default async ({ open, print }) => {
  for (const query of ['', '?engine=main']) {
    const visit = await open({ query });
    await visit.click('pace');
    await visit.click('pace.full');
    await visit.click('play');
    const before = await visit.state_when('it learns at full speed', (s) => s.samples_per_second > 30_000);
    await visit.evaluate(() => window.downhill.clear_stats());
    const frames = await visit.frames();
    await visit.until('150 frames were drawn', async () => (await visit.frames()) > frames + 150);
    const { build, frame, message, slice } = await visit.evaluate(() => window.downhill.stats());
    assert.ok((await visit.state()).step > before.step);
    print(`${query || 'worker'}: frame build p50 ${ms(build.p50)}, p95 ${ms(build.p95)}; whole frame p95 ${ms(frame.p95)}; ` +
      `message longest ${ms(message.longest)}; slice p50 ${ms(slice.p50)}, longest ${ms(slice.longest)} of ${slice.count}`);
    // The middle of many, since other programs share this machine's two cores.
    if (query) assert.ok(slice.p50 < 16, `slices on the page take ${slice.p50} ms`);
    else assert.ok(message.p95 < 16, `taking the engine's messages takes ${message.p95} ms`);
  }
};
