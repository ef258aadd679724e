// Rounds a TrueType font to a coarser grid: its outlines then need fewer bytes, and at the sizes of a text nobody sees
// the difference. For fonts without hinting (tools/fonts.mjs).

/// unitsPerEm: of the result; at n pixels an edge moves by at most n / unitsPerEm / 2.
export function coarseFont(bytes, unitsPerEm) {
  const tables = readTables(bytes);
  const head = Buffer.from(tables.get('head'));
  const scale = unitsPerEm / head.readUInt16BE(18);
  if (scale >= 1) return bytes;
  const round = (buffer, ...places) => places.forEach((at) => buffer.writeInt16BE(Math.round(buffer.readInt16BE(at) * scale), at));

  const glyphs = readGlyphs(tables, head.readInt16BE(50)).map((glyph) => coarseGlyph(glyph, scale));
  head.writeUInt16BE(unitsPerEm, 18);
  round(head, 36, 38, 40, 42);
  const loca = Buffer.alloc(4 * (glyphs.length + 1));
  glyphs.reduce((at, glyph, i) => (loca.writeUInt32BE(at + glyph.length, 4 * i + 4), at + glyph.length), 0);
  head.writeInt16BE(1, 50); // loca of 32 bits

  const hhea = Buffer.from(tables.get('hhea')), hmtx = Buffer.from(tables.get('hmtx')), os2 = Buffer.from(tables.get('OS/2'));
  round(hhea, 4, 6, 8, 10, 12, 14, 16);
  for (let at = 0; at < hmtx.length; at += 2) round(hmtx, at);
  round(os2, 2, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 68, 70, 72, 74, 76, ...(os2.length >= 90 ? [86, 88] : []));
  const changed = { head, hhea, hmtx, 'OS/2': os2, loca, glyf: Buffer.concat(glyphs) };
  return writeTables(bytes.subarray(0, 4), [...tables].map(([tag, table]) => [tag, changed[tag] ?? table]));
}

function readTables(bytes) {
  const tables = new Map();
  for (let i = 0; i < bytes.readUInt16BE(4); ++i) {
    const at = 12 + 16 * i, start = bytes.readUInt32BE(at + 8);
    tables.set(bytes.toString('latin1', at, at + 4), bytes.subarray(start, start + bytes.readUInt32BE(at + 12)));
  }
  return tables;
}

function checksum(table) {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) {
    for (let i = 0; i < 4; ++i) sum = (sum + (table[at + i] ?? 0) * 2 ** (24 - 8 * i)) % 2 ** 32;
  }
  return sum;
}

function writeTables(version, tables) {
  const start = Buffer.alloc(12 + 16 * tables.length), parts = [start];
  version.copy(start);
  start.writeUInt16BE(tables.length, 4);
  const log = Math.floor(Math.log2(tables.length));
  [16 << log, log, 16 * tables.length - (16 << log)].forEach((value, i) => start.writeUInt16BE(value, 6 + 2 * i));
  let at = start.length;
  tables.forEach(([tag, table], i) => {
    if (tag === 'head') table.writeUInt32BE(0, 8);
    start.write(tag.padEnd(4), 12 + 16 * i, 'latin1');
    [checksum(table), at, table.length].forEach((value, j) => start.writeUInt32BE(value, 16 + 16 * i + 4 * j));
    parts.push(table, Buffer.alloc(-table.length & 3));
    at += table.length + (-table.length & 3);
  });
  const head = tables.find(([tag]) => tag === 'head')[1];
  head.writeUInt32BE((0xb1b0afba - checksum(Buffer.concat(parts)) + 2 ** 32) % 2 ** 32, 8);
  return Buffer.concat(parts);
}

function readGlyphs(tables, longLoca) {
  const loca = tables.get('loca'), glyf = tables.get('glyf');
  const at = (i) => (longLoca ? loca.readUInt32BE(4 * i) : 2 * loca.readUInt16BE(2 * i));
  return Array.from({ length: tables.get('maxp').readUInt16BE(4) }, (_, i) => glyf.subarray(at(i), at(i + 1)));
}

function coarseGlyph(glyph, scale) {
  if (glyph.length === 0) return glyph;
  if (glyph.readInt16BE(0) < 0) throw new Error('a glyph made of other glyphs: subset-font writes none of these fonts with them');
  const contours = readContours(glyph).map((points) => thin(points.map(
    ({ x, y, on }) => ({ x: Math.round(x * scale), y: Math.round(y * scale), on }))));
  return writeGlyph(contours.filter((points) => points.length > 2));
}

// Flags of a point in the file: on the curve, x or y in one byte, the flag is repeated, x or y positive or as before.
const kOn = 1, kShort = [2, 4], kRepeat = 8, kSame = [16, 32];

function readContours(glyph) {
  const count = glyph.readInt16BE(0);
  const ends = Array.from({ length: count }, (_, i) => glyph.readUInt16BE(10 + 2 * i));
  let at = 10 + 2 * count;
  at += 2 + glyph.readUInt16BE(at);
  const flags = [];
  while (flags.length <= ends[count - 1]) {
    const flag = glyph[at++];
    flags.push(flag);
    if (flag & kRepeat) for (let more = glyph[at++]; more > 0; --more) flags.push(flag);
  }
  const [xs, ys] = [0, 1].map((axis) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & kShort[axis]) value += flag & kSame[axis] ? glyph[at++] : -glyph[at++];
      else if (!(flag & kSame[axis])) value += glyph.readInt16BE((at += 2) - 2);
      return value;
    });
  });
  const points = flags.map((flag, i) => ({ x: xs[i], y: ys[i], on: (flag & kOn) !== 0 }));
  return ends.map((end, i) => points.slice(i ? ends[i - 1] + 1 : 0, end + 1));
}

// Leaves out what the grid has made superfluous: double points, points on a straight line, and points on the curve
// halfway between two control points, which a reader adds by itself.
function thin(points) {
  const out = [...points];
  for (let i = 0; i < out.length && out.length > 2; ) {
    const p = out[i], a = out[(i + out.length - 1) % out.length], b = out[(i + 1) % out.length];
    const between = (p.x - a.x) * (b.x - p.x) + (p.y - a.y) * (b.y - p.y) >= 0;
    const straight = a.on && b.on && between && (p.x - a.x) * (b.y - p.y) === (p.y - a.y) * (b.x - p.x);
    const halfway = !a.on && !b.on && p.on && Math.abs(a.x + b.x - 2 * p.x) <= 1 && Math.abs(a.y + b.y - 2 * p.y) <= 1;
    if (straight || halfway) out.splice(i, 1);
    else ++i;
  }
  return out;
}

function writeGlyph(contours) {
  const points = contours.flat();
  if (points.length === 0) return Buffer.alloc(0);
  const flags = [], deltas = [[], []];
  let last = { x: 0, y: 0 };
  for (const point of points) {
    let flag = point.on ? kOn : 0;
    [point.x - last.x, point.y - last.y].forEach((delta, axis) => {
      if (delta === 0) flag |= kSame[axis];
      else if (Math.abs(delta) < 256) {
        flag |= kShort[axis] | (delta > 0 ? kSame[axis] : 0);
        deltas[axis].push(Math.abs(delta));
      } else deltas[axis].push((delta >> 8) & 255, delta & 255);
    });
    flags.push(flag);
    last = point;
  }
  const start = Buffer.alloc(10 + 2 * contours.length + 2);
  const xs = points.map(({ x }) => x), ys = points.map(({ y }) => y);
  [contours.length, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((value, i) => start.writeInt16BE(value, 2 * i));
  contours.reduce((end, contour, i) => (start.writeUInt16BE(end + contour.length, 10 + 2 * i), end + contour.length), -1);
  const glyph = Buffer.concat([start, Buffer.from([...flags, ...deltas[0], ...deltas[1]])]);
  return Buffer.concat([glyph, Buffer.alloc(-glyph.length & 1)]);
}
