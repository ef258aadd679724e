// Files of pictures, as MNIST has them: reads an IDX file, packed or not, straight into the message that carries it
// to the engine. core/data/idx.cpp checks the same again; here it is checked first, so that a data set goes to the
// engine whole or not at all.

export const kLimit = 64 << 20;  // bytes of one file, unpacked
const kSide = 28;  // what the data sets of files take
const kClasses = 10;
const kMagic = {images: 0x803, labels: 0x801};
const kHeader = {images: 16, labels: 8};
const kSlice = 4096;  // rows moved before the page gets its turn

/// key: a sentence of text.js; values: what it names.
export class PictureError extends Error {
  constructor(key, values) {
    super(`${key} ${JSON.stringify(values)}`);
    Object.assign(this, {key, values});
  }
}

const hexadecimal = (value) => `0x${value.toString(16).padStart(8, '0')}`;

/// What the first bytes say: {kind, count, size}; `size` counts the header too. file: its name, for messages.
export function parse_header(bytes, file) {
  if (bytes.length === 0) throw new PictureError('picture_empty', {file});
  if (String.fromCharCode(...bytes.subarray(0, 8)).trimStart().startsWith('<')) throw new PictureError('picture_html', {file});
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = bytes.length >= 4 ? view.getUint32(0) : -1;
  const kind = Object.keys(kMagic).find((name) => kMagic[name] === magic);
  if (!kind && magic >= 0) throw new PictureError('picture_magic', {file, found: hexadecimal(magic)});
  if (!kind || bytes.length < kHeader[kind]) throw new PictureError('picture_short', {file, got: bytes.length, need: kHeader[kind ?? 'labels']});
  const count = view.getUint32(4);
  if (count === 0) throw new PictureError('picture_empty', {file});
  if (kind === 'labels') return {kind, count, size: limited(kHeader.labels + count, file)};
  const [height, width] = [view.getUint32(8), view.getUint32(12)];
  if (height !== kSide || width !== kSide) throw new PictureError('picture_side', {file, height, width});
  return {kind, count, size: limited(kHeader.images + count * kSide * kSide, file)};
}

export function limited(size, file) {
  if (size > kLimit) throw new PictureError('picture_large', {file, size, limit: kLimit});
  return size;
}

/// The bytes of a blob, unpacked when they are packed.
async function* unpacked(blob, file) {
  let got = 0;
  const refuse = () => {
    throw new PictureError('picture_damaged', {file, got});
  };
  const start = new Uint8Array(await blob.slice(0, 2).arrayBuffer().catch(refuse));
  const packed = start[0] === 0x1f && start[1] === 0x8b;
  if (packed && typeof DecompressionStream === 'undefined') throw new PictureError('picture_no_gunzip', {file});
  const stream = packed ? blob.stream().pipeThrough(new DecompressionStream('gzip')) : blob.stream();
  const reader = stream.getReader();
  try {
    for (;;) {
      const {done, value} = await reader.read().catch(refuse);
      if (done) return;
      got += value.length;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/// Only the header: which kind of file is this?
export async function peek(blob, file) {
  let start = new Uint8Array(0);
  for await (const piece of unpacked(blob, file)) {
    start = new Uint8Array([...start, ...piece.subarray(0, kHeader.images)]);
    if (start.length >= kHeader.images) break;
  }
  return parse_header(start, file);
}

/// Reads the file into the place that allocate({kind, count, size}) gives for it, once its header is known.
async function read_idx(blob, file, wanted, allocate) {
  const header = new Uint8Array(kHeader[wanted]);
  let place = null, said = null, got = 0;
  for await (const piece of unpacked(blob, file)) {
    let rest = piece;
    if (got < header.length) {
      header.set(rest.subarray(0, header.length - got), got);
      const taken = Math.min(header.length - got, rest.length);
      rest = rest.subarray(taken);
      got += taken;
      if (got < header.length) continue;
      said = parse_header(header, file);
      if (said.kind !== wanted) throw new PictureError('picture_magic', {file, found: hexadecimal(kMagic[said.kind])});
      place = allocate(said);
      place.set(header);
    }
    if (got + rest.length > said.size) throw new PictureError('picture_long', {file, count: said.count, need: said.size});
    place.set(rest, got);
    got += rest.length;
  }
  if (!said) parse_header(header.subarray(0, got), file);  // says why it is too short
  if (got < said.size) throw new PictureError('picture_cut', {file, count: said.count, need: said.size, got});
  return place;
}

/// Supply, as core/session/codec.hpp has it, with room for both files: {bytes, images, labels}.
export function lay_out_supply(dataset, test, images_size, labels_size) {
  const name = new TextEncoder().encode(dataset);
  const bytes = new ArrayBuffer(18 + 4 + name.length + 1 + 4 + images_size + 4 + labels_size);
  const view = new DataView(bytes);
  let at = 0;
  const put = (size, value) => {
    if (size === 1) view.setUint8(at, value);
    else if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  };
  const place = (size) => {
    put(4, size);
    at += size;
    return new Uint8Array(bytes, at - size, size);
  };
  put(1, 0x44), put(1, 0x48);  // "DH"
  put(2, 3);  // kProtocolVersion
  put(2, 10);  // Supply's place among the commands
  put(4, 0);  // belongs to no run
  put(4, 0), put(4, 0);  // at_step
  place(name.length).set(name);
  put(1, test ? 1 : 0);
  return {bytes, images: place(images_size), labels: place(labels_size)};
}

function check_labels(labels, file) {
  for (let i = kHeader.labels; i < labels.length; ++i) {
    if (labels[i] >= kClasses) throw new PictureError('picture_label', {file, label: labels[i], entry: i - kHeader.labels});
  }
}

/// images, labels: {blob, file}. The message and how many pictures it holds: {bytes, images, labels, count}.
export async function read_pair(dataset, test, {images, labels}) {
  const read = await read_idx(labels.blob, labels.file, 'labels', ({size}) => new Uint8Array(size));
  check_labels(read, labels.file);
  const count = read.length - kHeader.labels;
  let message = null;
  await read_idx(images.blob, images.file, 'images', (said) => {
    if (said.count !== count) throw new PictureError('picture_counts', {file: labels.file, labels: count, images: said.count});
    message = lay_out_supply(dataset, test, said.size, read.length);
    return message.images;
  });
  message.labels.set(read);
  return {...message, count};
}

/// One pair serves for both parts: each seventh picture is kept for testing (MNIST's own share), whatever the order.
export async function split_pair(dataset, pair, file) {
  const is_test = (i) => (pair.count < 7 ? i === pair.count - 1 : i % 7 === 6);
  if (pair.count < 2) throw new PictureError('picture_few', {file, count: pair.count});
  const tests = Math.max(1, Math.floor(pair.count / 7));
  const parts = [pair.count - tests, tests].map((count, test) => {
    const part = {...lay_out_supply(dataset, !!test, kHeader.images + count * kSide * kSide, kHeader.labels + count), count, next: 0};
    part.images.set(pair.images.subarray(0, kHeader.images));
    part.labels.set(pair.labels.subarray(0, kHeader.labels));
    for (const bytes of [part.images, part.labels]) new DataView(bytes.buffer, bytes.byteOffset).setUint32(4, count);
    return part;
  });
  const row = kSide * kSide;
  for (let i = 0; i < pair.count; ++i) {
    if (i % kSlice === kSlice - 1) await new Promise((done) => setTimeout(done));
    const part = parts[is_test(i) ? 1 : 0];
    part.images.set(pair.images.subarray(kHeader.images + i * row, kHeader.images + (i + 1) * row), kHeader.images + part.next * row);
    part.labels[kHeader.labels + part.next++] = pair.labels[kHeader.labels + i];
  }
  return parts;
}

/// set: {train: {images, labels}, test: the same, or null}. Both parts as messages: [{bytes, count}, {bytes, count}].
export async function read_set(dataset, {train, test}) {
  if (!test) return split_pair(dataset, await read_pair(dataset, false, train), train.images.file);
  const small = await read_pair(dataset, true, test);  // first: there is less to lose when it is wrong
  return [await read_pair(dataset, false, train), small];
}
