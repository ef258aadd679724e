// Lays out the pages: what stands in web/, the lessons as HTML, both engines, the shell and the fonts. Prints how much
// a first visit transfers, and says so when that is over the budget (a test fails then).
//
//   node tools/site.mjs --out build/site --web-build build/web-release [--mnist DIR]
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { lessonHtml } from './lesson.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'build/site' }, 'web-build': { type: 'string', default: 'build/web-release' },
    mnist: { type: 'string', default: process.env.MNIST_DIR ?? '' },
  },
});
const out = path.resolve(root, options.out);
const webBuild = path.resolve(root, options['web-build']);
const fonts = path.join(root, 'build/fonts');

const budget = 1.2e6; // bytes after gzip, everything a first visit can load
const programs = ['shell', 'engine-simd128', 'engine-relaxed'];
const languages = { en: 'en', zh: 'zh-CN' };

function fail(sentence) {
  console.error(`site: ${sentence}`);
  process.exit(1);
}

function copy(from, name) {
  if (!existsSync(from)) fail(`${path.relative(root, from)} is missing: build it first (./dev build)`);
  const to = path.join(out, name);
  mkdirSync(path.dirname(to), { recursive: true });
  copyFileSync(from, to);
}

// emcc puts a program where its CMake folder is.
function findBuilt(name) {
  return ['', 'shell', 'web', 'web/engine'].map((folder) => path.join(webBuild, folder, name)).find(existsSync) ?? path.join(webBuild, name);
}

// The names of the labs, in their order.
function labs() {
  const list = /ALL all_labs NAMES([\s\w]+)\)/.exec(readFileSync(path.join(root, 'shell/CMakeLists.txt'), 'utf8'))?.[1];
  if (!list) fail('shell/CMakeLists.txt has no list of labs');
  return list.trim().split(/\s+/);
}

function articles(name) {
  return Object.entries(languages).map(([language, tag]) => {
    const file = `assets/lessons/${name}.${language}.md`;
    try {
      return `<article lang="${tag}" data-lab="${name}">\n${lessonHtml(readFileSync(path.join(root, file), 'utf8'))}</article>`;
    } catch (error) {
      return fail(`${file}: ${error.message}`);
    }
  }).join('\n');
}

// Chinese text of the page itself is set in the reader's own font. For machines without one: the font of the canvas,
// and in a second file the characters that it lacks.
async function makeLessonFont(text) {
  const known = new Set(readFileSync(path.join(fonts, 'noto-sc.txt'), 'utf8'));
  const used = new Set(text.match(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’…]/gu) ?? []);
  const characters = [...used].filter((character) => !known.has(character)).sort().join('');
  const stamp = createHash('sha256').update(characters).digest('hex').slice(0, 16);
  const cached = path.join(root, 'build/fonts', `lesson-sc-${stamp}.woff2`);
  if (!existsSync(cached)) {
    const { default: subsetFont } = await import('subset-font');
    const source = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2';
    mkdirSync(fonts, { recursive: true });
    for (const old of readdirSync(fonts).filter((name) => name.startsWith('lesson-sc'))) rmSync(path.join(fonts, old));
    writeFileSync(cached, await subsetFont(readFileSync(path.join(root, 'tools/node_modules', source)), characters, { targetFormat: 'woff2' }));
  }
  copy(cached, 'fonts/lesson-sc.woff2');
}

function measure() {
  return readdirSync(out, { recursive: true }).map(String).filter((name) => statSync(path.join(out, name)).isFile()).sort()
    .map((file) => {
      const bytes = readFileSync(path.join(out, file));
      return { file: file.split(path.sep).join('/'), raw: bytes.length, gzip: Math.min(bytes.length, gzipSync(bytes, { level: 9 }).length) };
    });
}

// A visitor gets one of the two engines: the larger one counts.
function firstLoad(files) {
  const engine = (kind) => files.filter(({ file }) => file.startsWith(`engine-${kind}.`)).reduce((sum, { gzip }) => sum + gzip, 0);
  const others = files.filter(({ file }) => !/^engine-(simd128|relaxed)\./.test(file)).reduce((sum, { gzip }) => sum + gzip, 0);
  return others + Math.max(engine('simd128'), engine('relaxed'));
}

function printTable(files, total) {
  const number = (value) => String(value).padStart(9);
  console.log(`${'file'.padEnd(28)}${'bytes'.padStart(9)}${'gzip'.padStart(9)}`);
  for (const { file, raw, gzip } of files) console.log(`${file.padEnd(28)}${number(raw)}${number(gzip)}`);
  console.log(`${'first load, everything'.padEnd(28)}${' '.repeat(9)}${number(total)}  (budget ${budget})`);
}

// MNIST beside the page, when somebody says where it is (--mnist, MNIST_DIR). It is no part of a first visit.
function copyMnist(folder) {
  if (!folder) return 'MNIST is not beside the pages (./dev build --mnist DIR, or MNIST_DIR); they ask for it when it is wanted';
  const names = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map((name) =>
    [`${name}-ubyte.gz`, `${name}-ubyte`].find((file) => existsSync(path.join(folder, file))));
  if (names.includes(undefined)) return `MNIST is not beside the pages: ${folder} does not have its four files`;
  for (const name of names) copy(path.join(folder, name), `data/mnist/${name}`);
  return `MNIST is beside the pages, from ${folder}`;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const name of readdirSync(path.join(root, 'web'))) {
  if (/\.(js|css|svg)$/.test(name)) copy(path.join(root, 'web', name), name);
}
for (const program of programs) {
  for (const kind of ['js', 'wasm']) copy(findBuilt(`${program}.${kind}`), `${program}.${kind}`);
}
for (const name of ['inter-regular', 'inter-semibold', 'icons', 'noto-sc']) copy(path.join(fonts, `${name}.ttf`), `fonts/${name}.ttf`);
// All lessons are in the page, so that they can be read without the program; it shows the one of the lab.
const lessons = labs().map(articles).join('\n');
await makeLessonFont(lessons + readFileSync(path.join(root, 'web/text.js'), 'utf8'));

// The page knows the size of every file it fetches: for its progress bar, and to notice a broken transfer.
const sizes = Object.fromEntries(measure().filter(({ file }) => /\.(wasm|ttf)$/.test(file)).map(({ file, raw }) => [file, raw]));
const html = readFileSync(path.join(root, 'web/index.html'), 'utf8')
  .replace('{{files}}', () => JSON.stringify(sizes).replaceAll('"', '&quot;'))
  .replace('{{lessons}}', () => lessons);
writeFileSync(path.join(out, 'index.html'), html);

const files = measure();
const total = firstLoad(files);
printTable(files, total);
console.log(copyMnist(options.mnist));
writeFileSync(path.join(out, 'sizes.json'), JSON.stringify({ files, first_load_gzip: total, budget }, null, 1));
if (total > budget) console.error(`site: a first visit transfers ${total} bytes, over the budget of ${budget}`);
