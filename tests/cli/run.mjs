// The command line: what it prints, what it refuses, what it saves.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { experiment, run, run_tests } from './program.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'downhill-cli-'));
const keys = ['step', 'epoch', 'train_loss', 'test_loss', 'train_accuracy', 'test_accuracy', 'samples_per_second'];

function refused(words, ...parts) {
  const result = run(...words);
  assert.equal(result.status, 2);
  assert.deepEqual(result.lines, []);
  assert.equal(result.stderr.trim().split('\n').length, 1, 'one line');
  for (const part of parts) assert.ok(result.stderr.includes(part), `${part} in ${result.stderr}`);
}

function save(name, ...words) {
  const file = path.join(folder, name);
  assert.equal(run(experiment('circle'), '--steps', '20', '--save', file, ...words).status, 0);
  return readFileSync(file);
}

await run_tests({
  'a line each --every steps, the last one done': () => {
    const { status, lines } = run(experiment('circle'), '--steps', '100', '--every', '10');
    assert.equal(status, 0);
    assert.deepEqual(lines.map((line) => line.step), [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    for (const line of lines.slice(0, -1)) assert.deepEqual(Object.keys(line), keys);
    assert.deepEqual(Object.keys(lines.at(-1)), [...keys, 'done']);
    assert.equal(lines.at(-1).done, true);
  },
  'epochs are passes over the training set': () => {
    const last = run(experiment('circle'), '--epochs', '3').lines.at(-1);
    assert.equal(last.epoch, 3);
  },
  'a regression has no accuracy': () => {
    const last = run(experiment('plane'), '--steps', '5').lines.at(-1);
    assert.equal(last.test_accuracy, null);
    assert.equal(typeof last.test_loss, 'number');
  },
  '--set reaches any field': () => {
    const base = run(experiment('circle'), '--steps', '20').lines.at(-1);
    for (const change of ['optimizer.learning_rate=0.2', 'dataset.noise=0.2', 'model.layers[0].units=2', 'batch_size=7', 'optimizer.type=sgd']) {
      const last = run(experiment('circle'), '--steps', '20', '--set', change).lines.at(-1);
      assert.notEqual(last.train_loss, base.train_loss, change);
    }
  },
  'a diverged run says where': () => {
    const { status, lines } = run(experiment('circle'), '--set', 'optimizer.learning_rate=1e9');
    assert.equal(status, 0);
    assert.equal(lines.at(-1).done, true);
    assert.match(lines.at(-1).diverged.layer, /^dense\d$/);
    assert.ok(lines.at(-1).diverged.step >= 1);
  },
  'same seed, same bytes': () => {
    assert.deepEqual(save('a'), save('b'));
    assert.notDeepEqual(save('a'), save('c', '--seed', '2'));
  },
  'a saved file is safetensors, with the experiment inside': () => {
    const file = save('d');
    const length = Number(file.readBigUInt64LE(0));
    const header = JSON.parse(file.subarray(8, 8 + length).toString());
    assert.equal(JSON.parse(header.__metadata__.experiment).dataset.type, 'circle');
    assert.equal(header['dense1.weight'].dtype, 'F32');
    const ends = Object.entries(header).filter(([key]) => key !== '__metadata__').map(([, value]) => value.data_offsets[1]);
    assert.equal(Math.max(...ends), file.length - 8 - length);
  },
  'refusals: one line that names the place, exit code 2': () => {
    refused([], 'experiment');
    refused(['no-such-file.json'], 'no-such-file.json', 'read');
    refused([experiment('circle'), '--frobnicate'], '--frobnicate');
    refused([experiment('circle'), '--steps'], '--steps');
    refused([experiment('circle'), '--steps', '-1'], '--steps', 'from 1');
    refused([experiment('circle'), '--every', '0'], '--every');
    refused([experiment('circle'), '--steps', '1', '--epochs', '1'], '--epochs');
    refused([experiment('circle'), '--set', 'optimizer.learning_rat=1'], 'optimizer.learning_rat');
    refused([experiment('circle'), '--set', 'batch_size=0'], 'batch_size', 'from 1 to 4096');
    refused([experiment('circle'), '--set', 'optimizer.learning_rate=NaN'], 'optimizer.learning_rate');
    refused([experiment('circle'), '--save', '/no/such/folder/file'], '/no/such/folder/file');
  },
  'junk files are refused, never a crash': () => {
    const junk = path.join(folder, 'junk.json');
    for (const text of ['', '{', 'x'.repeat(1 << 20), '['.repeat(100000), '{"version":1,"batch_size":1e999}']) {
      writeFileSync(junk, text);
      refused([junk], 'junk.json');
    }
  },
});
