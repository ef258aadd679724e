// Makes the fonts of the canvas in build/fonts: Inter (two weights), the icons that shell/app/icon_table.inc names,
// and Noto Sans SC cut down to the characters that the interface really uses. Runs again only when those change.
//
//   node tools/fonts.mjs
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { coarseFont } from './coarse_font.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const out = path.join(root, 'build/fonts');
const modules = path.join(root, 'tools/node_modules');

// Where text that the canvas may draw stands (lessons are HTML and use the reader's own fonts).
const textSources = [
  ['core', /\.(cpp|hpp|inc)$/],
  ['shell', /\.(cpp|hpp|inc)$/],
  ['assets', /\.json$/],
  ['web', /\.(cpp|hpp|js|json)$/],
];
const iconTable = path.join(root, 'shell/app/icon_table.inc');

// Always there, so that numbers and formulas never lack a sign: ASCII, Latin-1, Greek, indices, arrows, operators.
const ranges = [[0x20, 0x7e], [0xa0, 0xff], [0x391, 0x3a1], [0x3a3, 0x3a9], [0x3b1, 0x3c9], [0x2080, 0x2089]];
const signs = '–—‘’“”•…′″⁰¹²³⁴⁵⁶⁷⁸⁹⁻←↑→↓↔−×·÷±≈≠≤≥∞∂∑∏√';

const isChinese = (code) =>
  (code >= 0x2e80 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xff00 && code <= 0xffef);

function filesUnder(directory, pattern) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true }).map(String).filter((name) => pattern.test(name)).sort()
    .map((name) => path.join(directory, name));
}

// Of C++ the string literals, of other files everything.
function drawnText(file) {
  const text = readFileSync(file, 'utf8');
  return /\.[chi]\w*$/.test(file) ? (text.match(/"(?:[^"\\\n]|\\.)*"/g) ?? []).join('') : text;
}

function usedCharacters() {
  const latin = new Set(signs), chinese = new Set();
  for (const [first, last] of ranges) for (let code = first; code <= last; ++code) latin.add(String.fromCodePoint(code));
  for (const [directory, pattern] of textSources) {
    for (const file of filesUnder(path.join(root, directory), pattern)) {
      for (const character of drawnText(file)) {
        const code = character.codePointAt(0);
        if (code > 0x7e) (isChinese(code) ? chinese : latin).add(character);
      }
    }
  }
  return { latin: [...latin].sort().join(''), chinese: [...chinese].sort().join('') };
}

// The table holds each icon's name and code point; the code point must be the one that this Lucide really has.
function usedIcons() {
  if (!existsSync(iconTable)) return '';
  const codePoints = JSON.parse(readFileSync(path.join(modules, 'lucide-static/font/codepoints.json'), 'utf8'));
  let text = '';
  for (const [, name, code] of readFileSync(iconTable, 'utf8').matchAll(/^ICON\(\w+, "([\w-]+)", 0x([0-9A-Fa-f]+)\)/gm)) {
    const wanted = codePoints[name];
    if (wanted === undefined) throw new Error(`icon_table.inc: Lucide has no icon "${name}"`);
    if (wanted !== parseInt(code, 16)) throw new Error(`icon_table.inc: "${name}" is 0x${wanted.toString(16).toUpperCase()}, not 0x${code}`);
    text += String.fromCodePoint(wanted);
  }
  return text;
}

const used = usedCharacters();
const icons = usedIcons();
const fonts = [
  { file: 'inter-regular.ttf', source: 'inter-ui/web/Inter-Regular.woff2', text: used.latin },
  { file: 'inter-semibold.ttf', source: 'inter-ui/web/Inter-SemiBold.woff2', text: used.latin },
  { file: 'icons.ttf', source: 'lucide-static/font/lucide.ttf', text: icons },
  {
    file: 'noto-sc.ttf',
    source: '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2',
    text: used.chinese,
    unitsPerEm: 250, // of 1000: 32 KB less to load; an edge moves by a twelfth of a pixel at most where 40 make an em
  },
];

async function makeFont({ file, source, text, unitsPerEm }) {
  const { default: subsetFont } = await import('subset-font');
  const original = readFileSync(path.join(modules, source));
  // No hinting, layout or columns: the rasteriser of ImGui reads none of them.
  const subset = await subsetFont(original, text, {
    targetFormat: 'sfnt', noHinting: true, keepFeatures: [],
    dropTables: ['GSUB', 'GPOS', 'GDEF', 'STAT', 'BASE', 'gasp', 'vhea', 'vmtx'],
  });
  const bytes = unitsPerEm ? coarseFont(subset, unitsPerEm) : subset;
  writeFileSync(path.join(out, file), bytes);
  const covered = covers(bytes);
  const absent = [...text].filter((character) => !covered.has(character.codePointAt(0)) && character !== '\u00ad');
  // tools/site.mjs leaves what this font has out of the lessons' own.
  writeFileSync(path.join(out, file.replace('.ttf', '.txt')), [...text].filter((character) => covered.has(character.codePointAt(0))).join(''));
  const missing = absent.length ? `; it has no ${absent.join(' ')}` : '';
  console.error(`    ${file}: ${[...text].length} characters, ${Math.round(bytes.length / 1024)} KB${missing}`);
}

// The code points in a font's cmap table (formats 4 and 12, which are all that subset-font writes).
function covers(font) {
  const codes = new Set();
  const tables = font.readUInt16BE(4);
  for (let i = 0; i < tables; ++i) {
    const record = 12 + 16 * i;
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue;
    const cmap = font.readUInt32BE(record + 8);
    for (let j = 0; j < font.readUInt16BE(cmap + 2); ++j) addSubtable(font, cmap + font.readUInt32BE(cmap + 8 + 8 * j), codes);
  }
  return codes;
}

function addSubtable(font, at, codes) {
  const format = font.readUInt16BE(at);
  const add = (first, last) => { for (let code = first; code <= last; ++code) codes.add(code); };
  if (format === 12) {
    for (let i = 0, count = font.readUInt32BE(at + 12); i < count; ++i) {
      add(font.readUInt32BE(at + 16 + 12 * i), font.readUInt32BE(at + 20 + 12 * i));
    }
  } else if (format === 4) {
    const size = font.readUInt16BE(at + 6); // twice the number of segments
    for (let i = 0; i < size; i += 2) {
      const last = font.readUInt16BE(at + 14 + i);
      if (last !== 0xffff) add(font.readUInt16BE(at + 16 + size + i), last);
    }
  }
}

const wanted = createHash('sha256')
  .update(JSON.stringify(fonts)).update(readFileSync(fileURLToPath(import.meta.url)))
  .update(readFileSync(path.join(root, 'tools/coarse_font.mjs')))
  .update(readFileSync(path.join(root, 'tools/package-lock.json'))).digest('hex');
const stamp = path.join(out, '.stamp');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('\x1b[1m==>\x1b[0m making the fonts');
  mkdirSync(out, { recursive: true });
  for (const font of fonts) if (font.text) await makeFont(font);
  writeFileSync(stamp, wanted);
}
