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
  '--set changes training pictures': () => {
    const words = [experiment('digits_lenet5'), '--set', 'dataset.train_samples=64', '--set', 'dataset.test_samples=16', '--steps', '3'];
    const plain = run(...words).lines.at(-1);
    const changed = run(...words, '--set', 'dataset.augment.shift=2', '--set', 'dataset.augment={"rotate":15,"shift":2}').lines.at(-1);
    assert.notEqual(changed.test_loss, plain.test_loss);
    refused([...words, '--set', 'dataset.augment.shift=99'], 'dataset.augment.shift', '14');
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
    assert.equal((8 + length) % 8, 0, 'aligned');
    assert.deepEqual(header['dense1.weight'], { dtype: 'F32', shape: [4, 2], data_offsets: header['dense1.weight'].data_offsets });
    // The rules of the format, as its readers in other languages check them: no hole, no overlap, nothing left.
    const bytes = { U64: 8, F64: 8, F32: 4 };
    let end = 0;
    const tensors = Object.entries(header).filter(([key]) => key !== '__metadata__').map(([, tensor]) => tensor);
    for (const { dtype, shape, data_offsets: [first, last] } of tensors.sort((a, b) => a.data_offsets[0] - b.data_offsets[0])) {
      assert.equal(first, end);
      assert.equal(first % bytes[dtype], 0, 'aligned');
      assert.equal(last - first, shape.reduce((product, axis) => product * axis, bytes[dtype]));
      end = last;
    }
    assert.equal(end, file.length - 8 - length);
    for (const value of Object.values(header.__metadata__)) assert.equal(typeof value, 'string');
  },
  'a saved run is taken up where it stopped, to the same bytes': () => {
    for (const words of [[], ['--set', 'batch_size=7', '--set', 'optimizer.type=rmsprop', '--set', 'schedule.type=cosine']]) {
      const [straight, half, end] = ['straight', 'half', 'end'].map((name) => path.join(folder, name));
      assert.equal(run(experiment('circle'), ...words, '--steps', '300', '--save', straight).status, 0);
      assert.equal(run(experiment('circle'), ...words, '--steps', '150', '--save', half).status, 0);
      const resumed = run('--load', half, '--steps', '300', '--every', '50', '--save', end);
      assert.equal(resumed.status, 0, resumed.stderr);
      assert.deepEqual(resumed.lines.map((line) => line.step), [200, 250, 300]);
      assert.deepEqual(readFileSync(end), readFileSync(straight));
      assert.equal(run('--load', end, '--steps', '300', '--save', end).status, 0, 'into the file it came from');
      assert.deepEqual(readFileSync(end), readFileSync(straight));
      const other = run('--load', half, '--steps', '300', '--set', 'optimizer.learning_rate=0.5', '--save', end);
      assert.equal(other.status, 0, other.stderr);
      assert.notDeepEqual(readFileSync(end), readFileSync(straight));
    }
  },
  '--inspect looks at every layer, checks every gradient, and leaves the run as it was': () => {
    const words = [experiment('circle'), '--steps', '50', '--every', '50'];
    const { status, lines } = run(...words, '--inspect');
    assert.equal(status, 0);
    const layers = lines.filter((line) => line.activations), tensors = lines.filter((line) => line.gradient);
    assert.deepEqual(layers.map((line) => line.activations), ['dense1', 'tanh1', 'dense2']);
    assert.deepEqual(tensors.map((line) => line.gradient), ['dense1.weight', 'dense1.bias', 'dense2.weight', 'dense2.bias']);
    for (const { check } of tensors) assert.ok(check.right && check.worst < 0.01 && check.numbers > 0);
    for (const { histogram, activations } of layers) assert.ok(histogram.length === 20 && histogram.some((n) => n > 0), activations);
    assert.ok(layers[1].minimum >= -1 && layers[1].maximum <= 1);
    const { loss, along, eigenvalues } = lines.find((line) => line.along);
    assert.ok(Math.abs(along[20][1] - loss) < 1e-6 && along[20][0] === 0, 'the middle of the slice is the net itself');
    assert.equal(eigenvalues.length, 22);
    assert.deepEqual({ ...lines.at(-1), samples_per_second: 0 }, { ...run(...words).lines.at(-1), samples_per_second: 0 });
  },
  '--range-test prints a loss for every rate and a suggestion': () => {
    const { status, lines } = run(experiment('circle'), '--range-test', '1e-4', '1', '50');
    assert.equal(status, 0);
    assert.deepEqual(Object.keys(lines[0]), ['learning_rate', 'loss']);
    assert.equal(lines[0].learning_rate, 1e-4);
    const last = lines.at(-1);
    assert.equal(last.done, true);
    assert.ok(last.suggestion > 1e-4 && last.suggestion < 1, String(last.suggestion));
    assert.ok(run(experiment('circle'), '--range-test').lines.length > 10, 'its numbers may be left out');
    refused([experiment('circle'), '--range-test', '1', '0.1', '50'], 'range_test');
    refused([experiment('circle'), '--range-test', '1', '2'], 'three numbers');
    refused([experiment('circle'), '--range-test', '0.1', '1', '1'], '--range-test');
    refused([experiment('circle'), '--range-test', '0.1', '1', '1000000'], '100000');
  },
  'a loaded file is refused by name': () => {
    const good = path.join(folder, 'good');
    assert.equal(run(experiment('circle'), '--steps', '5', '--save', good).status, 0);
    const bytes = readFileSync(good);
    refused(['--load', 'no-such-file'], 'no-such-file', 'read');
    refused(['--load'], '--load', 'value');
    refused([experiment('circle'), '--load', good], '--load', 'circle.json');
    refused(['--load', good, '--set', 'seed=2'], 'seed');
    refused(['--load', good, '--seed', '2'], 'seed');
    const bad = path.join(folder, 'bad');
    for (const [content, part] of [[Buffer.alloc(0), '0 bytes'], [Buffer.concat([bytes, Buffer.alloc(1)]), '1 bytes behind'],
      [bytes.subarray(0, -1), 'ends at byte'], [readFileSync(experiment('circle')), 'header']]) {
      writeFileSync(bad, content);
      refused(['--load', bad], bad, part);
    }
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
