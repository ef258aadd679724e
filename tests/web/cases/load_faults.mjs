// A server that is wrong about a file: one sentence that names the file. A wrong type alone does not matter.
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const wanted = [
  ['missing', 'missing'], ['truncated', 'incomplete'], ['broken_connection', 'incomplete'],
  ['html_instead', 'not_wasm'], ['damaged', 'not_wasm'],
];

export default async ({ open, site }) => {
  for (const file of ['shell.wasm', 'engine-simd128.wasm']) {
    for (const [fault, key] of wanted) {
      site.wrong = { [file]: fault };
      const visit = await open({ query: '?engine=simd128', wait: false });
      const failure = await visit.failure();
      assert.equal(failure.key, key, `${file} ${fault}`);
      assert.ok(failure.sentence.includes(file), failure.sentence);
      assert.ok(await visit.evaluate(() => document.getElementById('again').offsetParent !== null), 'there is a way out');
    }
  }
  site.wrong = { 'shell.js': 'missing' };
  assert.equal((await (await open({ wait: false })).failure()).key, 'missing');
  site.wrong = { 'shell.wasm': 'wrong_type', 'engine-simd128.wasm': 'wrong_type' };
  await open({ query: '?engine=simd128' });

  // The modules themselves.
  for (const file of ['boot.js', 'text.js']) {
    site.wrong = { [file]: 'missing' };
    assert.equal((await (await open({ wait: false, lives_with: /Loading module from/ })).failure()).key, 'no_modules', file);
  }

  // No server at all: the page was opened from a disk.
  const disk = await open({ wait: false, lives_with: /Cross-Origin Request Blocked|Loading module from|downloadable font/ });
  await disk.page.goto(pathToFileURL(path.join(site.folder, 'index.html')).href, { waitUntil: 'domcontentloaded' });
  const from_disk = await disk.failure();
  assert.equal(from_disk.key, 'from_disk');
  assert.match(from_disk.sentence, /web server/);

  // In Chinese, and "try again" works once the server is right.
  site.wrong = { 'shell.wasm': 'missing' };
  const visit = await open({ hash: 'v=1&lang=zh', wait: false });
  assert.match((await visit.failure()).sentence, /服务器上没有文件 shell\.wasm/);
  site.wrong = {};
  await (await visit.page.$('#again')).click();
  await visit.ready();
};
