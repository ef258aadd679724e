// A browser that lacks something: one sentence that names it; the lesson can still be read.
import assert from 'node:assert/strict';

const lacking = {
  no_webgl2: () => {
    const real = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind === 'webgl2' ? null : real.call(this, kind, ...rest);
    };
  },
  no_simd: () => {
    WebAssembly.validate = () => false;
  },
  no_wasm: () => {
    delete self.WebAssembly;
  },
};

export default async ({ open }) => {
  for (const [key, before] of Object.entries(lacking)) {
    const visit = await open({ before, wait: false });
    const failure = await visit.failure();
    assert.equal(failure.key, key);
    assert.ok(failure.sentence.length > 40);
    assert.ok(await visit.evaluate(() => document.querySelector('#lesson article[lang="en"] h1').offsetParent !== null));
  }
};
