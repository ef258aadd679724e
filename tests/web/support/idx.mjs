// Small IDX files, right and wrong, and MNIST itself when it is there.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const names = { train: 'train', test: 't10k' };

/// `count` pictures of ten classes, each a bright row of its own.
export function make_pair(count, { labels = count, label = (i) => i % 10, magic = 0x803, side = 28 } = {}) {
  const pictures = Buffer.alloc(16 + count * side * side);
  [magic, count, side, side].forEach((number, i) => pictures.writeUInt32BE(number, 4 * i));
  for (let i = 0; i < count; ++i) pictures.fill(200 + (i % 50), 16 + i * side * side + side * (i % 10), 16 + i * side * side + side * (i % 10) + side);
  const classes = Buffer.alloc(8 + labels);
  [0x801, labels].forEach((number, i) => classes.writeUInt32BE(number, 4 * i));
  for (let i = 0; i < labels; ++i) classes[8 + i] = label(i);
  return { images: pictures, labels: classes };
}

/// What site.data serves: both pairs under MNIST's names, packed.
export function folder(dataset, train, test) {
  const files = {};
  for (const [part, pair] of Object.entries({ train, test })) {
    files[`${dataset}/${names[part]}-images-idx3-ubyte.gz`] = gzipSync(pair.images);
    files[`${dataset}/${names[part]}-labels-idx1-ubyte.gz`] = gzipSync(pair.labels);
  }
  return files;
}

/// MNIST's files as site.data serves them, or null without MNIST_DIR.
export function real_mnist() {
  const from = process.env.MNIST_DIR;
  if (!from || !existsSync(from)) return null;
  const files = Object.keys(folder('mnist', make_pair(1), make_pair(1)));
  return Object.fromEntries(files.map((name) => [name, readFileSync(path.join(from, path.basename(name)))]));
}

/// Lets files fall on the page as if from the desktop: [{name, bytes}], or {name, zeros} for that many zero bytes.
export async function drop(visit, files) {
  const parts = files.map(({ name, bytes, zeros = 0 }) => ({ name, zeros, text: bytes ? Buffer.from(bytes).toString('base64') : '' }));
  await visit.evaluate((parts) => {
    const transfer = new DataTransfer();
    for (const { name, text, zeros } of parts) {
      const content = zeros > 0 ? Array(zeros >> 20).fill(new Uint8Array(1 << 20)) : [Uint8Array.from(atob(text), (c) => c.charCodeAt(0))];
      transfer.items.add(new File(content, name));
    }
    document.getElementById('canvas').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, parts);
}
