// The Chinese font on its coarser grid (tools/coarse_font.mjs) against the one that it was made of.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { coarseFont } from '../../tools/coarse_font.mjs';
import { root, run_tests } from '../cli/program.mjs';

const source = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2';
const subset_font = createRequire(path.join(root, 'tools/site.mjs'))('subset-font');
const fine = await subset_font(readFileSync(path.join(root, 'tools/node_modules', source)), '学习率每一步下山的步长，太小走得慢。', {
  targetFormat: 'sfnt', noHinting: true, keepFeatures: [], dropTables: ['GSUB', 'GPOS'],
});
const coarse = coarseFont(fine, 250);

function table(font, tag) {
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    if (font.toString('latin1', at, at + 4) === tag) return font.subarray(font.readUInt32BE(at + 8)).subarray(0, font.readUInt32BE(at + 12));
  }
  assert.fail(`no ${tag}`);
}

// [xMin, yMin, xMax, yMax] and the number of contours of every glyph.
function boxes(font) {
  const loca = table(font, 'loca'), glyf = table(font, 'glyf'), wide = table(font, 'head').readInt16BE(50);
  const at = (i) => (wide ? loca.readUInt32BE(4 * i) : 2 * loca.readUInt16BE(2 * i));
  return Array.from({ length: table(font, 'maxp').readUInt16BE(4) }, (_, i) => at(i) === at(i + 1) ? null : {
    contours: glyf.readInt16BE(at(i)), box: [2, 4, 6, 8].map((field) => glyf.readInt16BE(at(i) + field)),
  });
}

await run_tests({
  'every glyph keeps its parts and its place to half a unit of the grid': () => {
    const before = boxes(fine), after = boxes(coarse);
    assert.equal(after.length, before.length);
    assert.ok(after.filter(Boolean).length >= 6);
    before.forEach((glyph, i) => {
      assert.equal(after[i]?.contours, glyph?.contours);
      glyph?.box.forEach((value, side) => assert.ok(Math.abs(4 * after[i].box[side] - value) <= 2, `${i}: ${after[i].box} for ${glyph.box}`));
    });
  },
  'a line is as wide as before': () => {
    const before = table(fine, 'hmtx'), after = table(coarse, 'hmtx');
    assert.equal(table(coarse, 'head').readUInt16BE(18), 250);
    for (let at = 0; at < before.length; at += 4) assert.ok(Math.abs(4 * after.readUInt16BE(at) - before.readUInt16BE(at)) <= 2);
  },
  'the sum over the whole file is what the format asks for': () => {
    let sum = 0;
    for (let at = 0; at < coarse.length; at += 4) sum = (sum + coarse.readUInt32BE(at)) >>> 0;
    assert.equal(sum, 0xb1b0afba);
  },
  'packed, the outlines are smaller by a sixth': () => {
    assert.ok(6 * gzipSync(table(coarse, 'glyf')).length < 5 * gzipSync(table(fine, 'glyf')).length);
  },
});
