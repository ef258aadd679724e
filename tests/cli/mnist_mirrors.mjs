// tools/mnist.mjs: what it keeps, what it refuses, and that a mirror that is not there costs nothing but words.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root, run_tests } from './program.mjs';

const names = ['train-labels-idx1-ubyte', 'train-images-idx3-ubyte', 't10k-labels-idx1-ubyte', 't10k-images-idx3-ubyte'];
const real = process.env.MNIST_DIR;
const temporary = mkdtempSync(path.join(os.tmpdir(), 'downhill-mirrors-'));
let count = 0;

/// Asks these mirrors for a folder that is not there yet, or `folder`.
function ask(mirrors, folder = path.join(temporary, `data${++count}`, 'mnist')) {
  const program = spawn(process.execPath, [path.join(root, 'tools/mnist.mjs'), folder], {
    env: { ...process.env, DOWNHILL_MNIST_MIRRORS: mirrors.join(' ') },
  });
  const said = { out: '', error: '' };
  program.stdout.on('data', (part) => (said.out += part));
  program.stderr.on('data', (part) => (said.error += part));
  return new Promise((done) => program.on('close', (status) => done({ status, folder, ...said })));
}

/// Runs `action` with the address of a server on 127.0.0.1 that answers by answer(name, response).
async function with_server(answer, action) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(path.basename(request.url));
    answer(asked.at(-1), response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await action(`http://127.0.0.1:${server.address().port}/some/folder/`, asked);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const file = (name) => readFileSync(path.join(real, name));

async function refused(answer, ...words) {
  const { status, out, error, folder } = await with_server(answer, (address) => ask([address]));
  assert.deepEqual([status, out], [0, '']);
  for (const word of words) assert.ok(error.includes(word), `${word} in ${error}`);
  assert.ok(!existsSync(folder), 'nothing is kept');
}

const tests = {
  'nobody to ask': async () => {
    assert.deepEqual((({ status, out, error }) => [status, out, error])(await ask([])), [0, '', '']);
  },
  'no server there': async () => {
    const gone = await with_server(() => {}, (address) => address);
    const { status, out, error } = await ask([gone]);
    assert.deepEqual([status, out], [0, '']);
    assert.match(error, /not from .*: ECONNREFUSED/);
    assert.match(error, /the pages go without it/);
  },
  'a server without the files': () => refused((name, response) => response.writeHead(404).end(), 'status 404'),
  'a page instead of a file': () => refused((name, response) => response.end('<!doctype html>'), 'checksums'),
  'a server that says nothing': () => refused(() => {}, 'timeout'),
  'a transfer that breaks': () => refused((name, response) => {
    response.writeHead(200, { 'Content-Length': 1000 });
    response.write('short');
    setTimeout(() => response.destroy(), 50);
  }, 'not from'),
  'a folder that cannot be made': async () => {
    const blocker = path.join(temporary, 'blocker');
    writeFileSync(blocker, '');
    const { status, out, error } = await ask(['http://127.0.0.1:1/'], path.join(blocker, 'mnist'));
    assert.deepEqual([status, out], [0, '']);
    assert.match(error, /MNIST: /);
  },
  'what is here is not asked for': async () => {
    const folder = path.join(temporary, 'kept');
    mkdirSync(folder);
    for (const name of names) writeFileSync(path.join(folder, `${name}.gz`), '');
    const { out, error } = await ask(['http://127.0.0.1:1/'], folder);
    assert.deepEqual([out, error], [folder, '']);
  },
};
if (real) {
  Object.assign(tests, {
    'the second mirror has them, packed': () => with_server((name, response) => response.end(file(name)), async (address, asked) => {
      const { status, out, folder } = await ask(['http://127.0.0.1:1/', address]);
      assert.deepEqual([status, out], [0, folder]);
      assert.deepEqual(readdirSync(folder).sort(), names.map((name) => `${name}.gz`).sort());
      assert.deepEqual(readFileSync(path.join(folder, `${names[2]}.gz`)), file(`${names[2]}.gz`));
      assert.equal(asked.length, 4);
      assert.equal((await ask([address], folder)).out, folder);
      assert.equal(asked.length, 4, 'not a second time');
    }),
    'a server that unpacks them': () => with_server((name, response) => response.end(gunzipSync(file(name))), async (address) => {
      const { folder } = await ask([address]);
      assert.deepEqual(readdirSync(folder).sort(), [...names].sort());
    }),
    'one byte is wrong': () => refused((name, response) => {
      const bytes = file(name);
      if (name.startsWith('t10k-images')) bytes[1000] ^= 1;
      response.end(bytes);
    }, 'checksums'),
    'the files are in each other\'s place': () => refused((name, response) => response.end(file(name.replace('t10k', 'train'))), 'checksums'),
  });
} else {
  console.log('skip  with real files: MNIST_DIR is not set');
}
process.on('exit', () => rmSync(temporary, { recursive: true }));
await run_tests(tests);
