// Both engines load and learn: the one for every browser, and the one with relaxed SIMD.
import assert from 'node:assert/strict';

export default async ({ open, site, print }) => {
  for (const wanted of ['simd128', 'relaxed']) {
    const visit = await open({ query: `?engine=${wanted}` });
    const { variant, kind } = await visit.engine();
    assert.equal(kind, 'worker');
    assert.equal(variant, wanted);
    assert.ok(site.requests.includes(`/engine-${wanted}.wasm`));
    await visit.click('play');
    await visit.state_when('it learns', (s) => s.step > 500);
    print(`${wanted}: ${Math.round((await visit.state()).samples_per_second)} samples/s`);
  }
};
