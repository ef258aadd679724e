// Pictures made without a browser.
import { deflateSync } from 'node:zlib';

const table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; ++k) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
function checksum(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(kind, content) {
  const bytes = Buffer.alloc(12 + content.length);
  bytes.writeUInt32BE(content.length);
  bytes.write(kind, 4, 'latin1');
  content.copy(bytes, 8);
  bytes.writeUInt32BE(checksum(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}

/// A grey PNG; shade(x, y) is 0 to 255. Of a large one only the head tells the truth.
export function png(width, height, shade = (x, y) => (x * 7 + y * 13) % 256) {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const [columns, rows] = width * height < 1 << 22 ? [width, height] : [1, 1];
  const lines = Buffer.alloc(rows * (columns + 1));
  for (let y = 0; y < rows; ++y) for (let x = 0; x < columns; ++x) lines[y * (columns + 1) + 1 + x] = shade(x, y);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))]);
}

/// The frame of a JPEG around nothing; `before`: so many comments come first.
export function jpeg_frame(width, height, { before = 0 } = {}) {
  const segment = (kind, content) => Buffer.concat([Buffer.from([0xff, kind, (content.length + 2) >> 8, (content.length + 2) & 255]), content]);
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const comments = Array.from({ length: before }, (_, i) => segment(0xfe, Buffer.from(`comment ${i}`)));
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...comments, segment(0xc0, frame), segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([1, 2, 3, 0xff, 0xd9])]);
}
