// web/own_picture.js measures a PNG or JPEG before the browser decodes it: right for whole files, a refusal for the rest.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root, run_tests } from '../cli/program.mjs';
import { jpeg_frame, png } from '../web/support/png.mjs';

const source = (name) => readFileSync(path.join(root, 'web', name), 'utf8');
const idx = `data:text/javascript,${encodeURIComponent(source('idx.js'))}`;
const { is_own_picture, measure } = await import(`data:text/javascript,${encodeURIComponent(source('own_picture.js').replace("'./idx.js'", `'${idx.replaceAll("'", '%27')}'`))}`);

const refusal = (bytes) => {
  try {
    measure(bytes, 'a file');
    return '';
  } catch (error) {
    assert.equal(error.values?.file, 'a file', String(error));
    return error.key;
  }
};

/// The same numbers every time.
let state = 7;
const random = (count) => (state = (state * 1103515245 + 12345) % 2 ** 31) % count;

await run_tests({
  'whole files tell their size': () => {
    assert.deepEqual(measure(png(30, 20), ''), { width: 30, height: 20 });
    assert.deepEqual(measure(jpeg_frame(640, 480), ''), { width: 640, height: 480 });
    assert.deepEqual(measure(jpeg_frame(640, 480, { before: 3 }), ''), { width: 640, height: 480 });
  },
  'what else it may be is refused': () => {
    assert.equal(refusal(new Uint8Array(0)), 'own_kind');
    assert.equal(refusal(Buffer.from('GIF89a')), 'own_kind');
    assert.equal(refusal(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 'own_kind');
    assert.equal(refusal(png(0, 20)), 'own_damaged');
    assert.equal(refusal(png(8193, 1)), 'own_side');
    assert.equal(refusal(png(8192, 1)), '');
    assert.equal(refusal(jpeg_frame(65535, 65535)), 'own_side');
    assert.equal(refusal(png(2 ** 31, 2 ** 31)), 'own_side');
  },
  'cut after any byte it is refused': () => {
    for (const whole of [png(12, 9), jpeg_frame(12, 9, { before: 2 })]) {
      for (let length = 0; length < whole.length; ++length) assert.notEqual(refusal(whole.subarray(0, length)), '', `${length}`);
    }
  },
  '20,000 mutated ones are measured or refused, in time': () => {
    let taken = 0;
    for (let i = 0; i < 20000; ++i) {
      const bytes = Buffer.from(i % 2 ? png(12, 9) : jpeg_frame(12, 9, { before: 2 }));
      for (let n = 1 + random(4); n > 0; --n) bytes[random(bytes.length)] = [0, 255, random(256)][random(3)];
      const key = refusal(bytes);
      assert.ok(['', 'own_kind', 'own_damaged', 'own_side'].includes(key), key);
      if (!key) ++taken;
    }
    assert.ok(taken > 1000 && taken < 19000, String(taken));
  },
  'which files are pictures': () => {
    for (const [name, type, right] of [['a.png', '', true], ['b.JPEG', '', true], ['c', 'image/png', true], ['t10k-images-idx3-ubyte', '', false], ['d.gz', 'application/gzip', false]]) {
      assert.equal(is_own_picture({ name, type }), right, name);
    }
  },
});
