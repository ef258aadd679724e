// The page's reader of IDX files and its one encoder, against the engine's codec.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root, run_tests } from '../cli/program.mjs';
import { make_pair } from '../web/support/idx.mjs';

const create_engine = createRequire(import.meta.url)(path.join(root, 'build/web-release/engine-simd128.js'));
// What stands in web/ is a module for the browser only, without a package.json to say so.
const { read_pair, split_pair } = await import(`data:text/javascript,${encodeURIComponent(readFileSync(path.join(root, 'web/idx.js'), 'utf8'))}`);

const rejected = 1, supplied = 6;
const blobs = ({ images, labels }, pack = (bytes) => bytes) =>
  ({ images: { file: 'images', blob: new Blob([pack(images)]) }, labels: { file: 'labels', blob: new Blob([pack(labels)]) } });

/// What the engine answers: [{kind, run, text: the rest as letters, bytes}].
async function answers(...messages) {
  const engine = await create_engine();
  const events = [];
  for (const bytes of messages) {
    const at = engine._downhill_engine_buffer(bytes.byteLength);
    engine.HEAPU8.set(new Uint8Array(bytes), at);
    engine._downhill_engine_handle(at, bytes.byteLength);
    for (let size; (size = engine._downhill_engine_next_event()) > 0;) {
      const start = engine._downhill_engine_event_data();
      const event = Buffer.from(engine.HEAPU8.slice(start, start + size));
      events.push({ kind: event.readUInt16LE(4), run: event.readUInt32LE(6), text: event.toString('latin1', 18), bytes: event });
    }
  }
  return events;
}

await run_tests({
  'the engine takes what the page encodes': async () => {
    const train = await read_pair('mnist', false, blobs(make_pair(70)));
    const test = await read_pair('fashion_mnist', true, blobs(make_pair(20), gzipSync));
    const [first, second] = await answers(train.bytes, test.bytes);
    for (const [event, name, is_test, count] of [[first, 'mnist', 0, 70], [second, 'fashion_mnist', 1, 20]]) {
      assert.deepEqual([event.kind, event.run], [supplied, 0]);
      assert.equal(event.text.slice(4, 4 + name.length), name);
      assert.equal(event.bytes[22 + name.length], is_test);
      assert.equal(event.bytes.readUInt32LE(23 + name.length), count);
    }
  },
  'a data set that takes no files is refused without a run': async () => {
    const [event] = await answers((await read_pair('circle', false, blobs(make_pair(3)))).bytes);
    assert.deepEqual([event.kind, event.run], [rejected, 0]);
  },
  'a large message leaves the engine alive, and it takes another': async () => {
    const messages = [];
    for (let i = 0; i < 4; ++i) messages.push((await read_pair('mnist', false, blobs(make_pair(60000)))).bytes);
    assert.deepEqual((await answers(...messages)).map(({ kind }) => kind), [supplied, supplied, supplied, supplied]);
  },
  'one pair is split, a seventh for testing, and every picture keeps its label': async () => {
    const pair = make_pair(70, { label: (i) => i % 9 });
    for (let i = 0; i < 70; ++i) pair.images[16 + 784 * i] = i;
    const [train, test] = await split_pair('idx', await read_pair('idx', false, blobs(pair)), 'images');
    assert.deepEqual([train.count, test.count], [60, 10]);
    const seen = [];
    for (const { images, labels, count } of [train, test]) {
      for (let i = 0; i < count; ++i) {
        const picture = images[16 + 784 * i];
        assert.equal(labels[8 + i], picture % 9);
        seen.push(picture);
      }
    }
    assert.deepEqual(seen.sort((a, b) => a - b), [...Array(70).keys()]);
    assert.deepEqual((await answers(train.bytes, test.bytes)).map(({ kind }) => kind), [supplied, supplied]);
  },
  'two pictures are one for each part, one alone is refused': async () => {
    const [train, test] = await split_pair('idx', await read_pair('idx', false, blobs(make_pair(2))), 'images');
    assert.deepEqual([train.count, test.count], [1, 1]);
    await assert.rejects(split_pair('idx', await read_pair('idx', false, blobs(make_pair(1))), 'images'), { key: 'picture_few' });
  },
  'a header that claims 2^31 pictures, or more bytes than a gzip file should have, is refused unread': async () => {
    const endless = make_pair(2);
    endless.images.writeUInt32BE(2 ** 31, 4);
    await assert.rejects(read_pair('idx', false, blobs(endless)), { key: 'picture_large' });
    const bomb = { ...make_pair(2), images: Buffer.concat([make_pair(2).images, Buffer.alloc(100 << 20)]) };
    await assert.rejects(read_pair('idx', false, blobs(bomb, gzipSync)), { key: 'picture_long' });
  },
  'cut at every byte of the header, a file is refused and never read on': async () => {
    const { images, labels } = make_pair(3);
    for (let size = 0; size < 16; ++size) {
      await assert.rejects(read_pair('idx', false, blobs({ images: images.subarray(0, size), labels })), { key: /^picture_/ });
      if (size < 11) await assert.rejects(read_pair('idx', false, blobs({ images, labels: labels.subarray(0, size) })), { key: /^picture_/ });
    }
  },
});
