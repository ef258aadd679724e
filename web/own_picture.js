// A picture of the reader's own, PNG or JPEG: measured before it is decoded (a small file can claim a huge picture),
// decoded by the browser, made small and grey. The shell finds the ink in it (core/data/picture_ink.hpp).
import {PictureError} from './idx.js';

export const kLargestFile = 20 << 20;  // bytes
export const kLargestSide = 8192;  // pixels
const kSide = 448;  // of what goes to the shell: sixteen times the network's picture

const kPng = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export function is_own_picture(file) {
  return /^image\//.test(file.type) || /\.(png|jpe?g)$/i.test(file.name);
}

/// {width, height} of a whole PNG or JPEG, without decoding it. file: its name, for messages.
export function measure(bytes, file) {
  const is_png = kPng.every((byte, i) => bytes[i] === byte);
  if (!is_png && !(bytes[0] === 0xff && bytes[1] === 0xd8)) throw new PictureError('own_kind', {file});
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = is_png ? measure_png(view) : measure_jpeg(view);
  if (!size || size.width === 0 || size.height === 0) throw new PictureError('own_damaged', {file});
  if (Math.max(size.width, size.height) > kLargestSide) throw new PictureError('own_side', {file, ...size, limit: kLargestSide});
  return size;
}

// null: it does not reach its end.
function measure_png(view) {
  const kHead = 0x49484452, kEnd = 0x49454e44;
  let size = null;
  for (let at = kPng.length; at + 12 <= view.byteLength;) {
    const [length, kind] = [view.getUint32(at), view.getUint32(at + 4)];
    if (at + 12 + length > view.byteLength) return null;
    if (kind === kHead && length >= 13) size = {width: view.getUint32(at + 8), height: view.getUint32(at + 12)};
    if (!size || kind === kEnd) return size;  // the head comes first
    at += 12 + length;
  }
  return null;
}

function measure_jpeg(view) {
  let size = null;
  for (let at = 2; at + 4 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const kind = view.getUint8(at + 1);
    if (kind === 0xff) {  // filling
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    const is_frame = kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
    if (is_frame && at + 9 <= view.byteLength) size = {height: view.getUint16(at + 5), width: view.getUint16(at + 7)};
    at += 2 + length;
    if (kind === 0xda) return has_end(view, at) ? size : null;  // the picture itself follows
  }
  return null;
}

function has_end(view, from) {
  for (let at = view.byteLength - 2; at >= from; --at) if (view.getUint16(at) === 0xffd9) return true;
  return false;
}

/// {grey, width, height}: at most kSide a side, on white where it is transparent.
/// Errors   PictureError
export async function read_own_picture(blob) {
  const file = blob.name;
  if (blob.size > kLargestFile) throw new PictureError('picture_large', {file, size: blob.size, limit: kLargestFile});
  const refuse = () => {
    throw new PictureError('own_damaged', {file});
  };
  measure(new Uint8Array(await blob.arrayBuffer().catch(refuse)), file);
  const bitmap = await createImageBitmap(blob).catch(refuse);
  const scale = Math.min(1, kSide / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(scale * side)));
  const canvas = Object.assign(document.createElement('canvas'), {width, height});
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const {data} = context.getImageData(0, 0, width, height);
  const grey = Uint8Array.from({length: width * height}, (_, i) => 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]);
  return {grey, width, height};
}
