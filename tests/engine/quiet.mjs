// The engine carries no text that only the interface shows: labels, help, formulas and sources of the pieces stay out.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root, run_tests } from '../cli/program.mjs';

const kShortest = 16; // bytes; a shorter text may well be a name or a part of a message too
const literal = '"(?:[^"\\\\\\n]|\\\\.)*"';
const core = path.join(root, 'core');
const sources = readdirSync(core, { recursive: true }).map(String).filter((name) => /\.[ch]pp$/.test(name))
  .map((name) => readFileSync(path.join(core, name), 'utf8'));

// The strings behind ".help =" and the like, neighbouring literals joined as the compiler does.
function texts() {
  const fields = new RegExp(`\\.(?:label|help|summary|formula|source) =\\s*\\{?((?:\\s*${literal},?)+)`, 'g');
  const strings = new RegExp(`${literal}(?:\\s+${literal})*`, 'g');
  const found = sources.flatMap((source) => [...source.matchAll(fields)].flatMap(([, list]) => list.match(strings)))
    .map((joined) => joined.match(new RegExp(literal, 'g')).map((part) => JSON.parse(part)).join(''));
  return [...new Set(found)].filter((text) => Buffer.byteLength(text) >= kShortest);
}

const tests = {};
for (const name of ['engine-simd128', 'engine-relaxed']) {
  tests[`${name} says what is wrong, and no text of the interface`] = () => {
    const wasm = readFileSync(path.join(root, `build/web-release/${name}.wasm`));
    for (const message of ['takes one input, got {}', '只接受一个输入，得到 {} 个']) assert.ok(wasm.includes(message), message);
    const all = texts();
    assert.ok(all.length > 500, `${all.length}`);
    const carried = all.filter((text) => wasm.includes(text));
    assert.deepEqual(carried, [], `${carried.length} of ${all.length} texts`);
  };
}
await run_tests(tests);
