// Both engines load and learn: the one for every browser, and the one with relaxed SIMD.
import assert from 'node:assert/strict';

export default async ({ open, site, print }) => {
  for (const wanted of ['simd128', 'relaxed']) {
    const visit = await open({ query: `?engine=${wanted}` });
    const { variant, kind } = await visit.engine();
    assert.equal(kind, 'worker');
    const has_relaxed = await visit.evaluate(async () => (await import('./features.js')).has_relaxed_simd());
    if (wanted === 'relaxed' && !has_relaxed) {
      assert.equal(variant, 'simd128', 'an older browser gets the engine that it can run');
      print('this browser has no relaxed SIMD');
      continue;
    }
    assert.equal(variant, wanted);
    assert.ok(site.requests.includes(`/engine-${wanted}.wasm`));
    await visit.click('pace');
    await visit.click('pace.full');
    await visit.click('play');
    await visit.state_when('it learns at full speed', (s) => s.step > 50_000 && s.samples_per_second > 0);
    print(`${wanted}: ${Math.round((await visit.state()).samples_per_second)} samples/s`);
  }
};
