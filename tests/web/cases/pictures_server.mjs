// The files of a data set beside the page and elsewhere: a server that is wrong about them, a reader who gives up, an
// address that helps, and a second visit that asks for nothing.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { folder, make_pair } from '../support/idx.mjs';

const hash = 'v=1&lang=en&dataset.type=mnist&layers=10';
const good = folder('mnist', make_pair(50), make_pair(20));
const images = 'mnist/train-images-idx3-ubyte.gz';
const packed = good[images];

const faults = [
  [images, undefined, /train-images-idx3-ubyte\.gz is missing there \(404\)/],
  [images, (response) => response.writeHead(500).end('no'), /train-images-idx3-ubyte\.gz .*answered 500/],
  [images, (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!DOCTYPE html><h1>Welcome'), /train-images-idx3-ubyte\.gz is a web page/],
  [images, packed.subarray(0, 200), /train-images-idx3-ubyte\.gz cannot be read to its end/],
  [images, (response) => {
    response.writeHead(200, { 'Content-Length': 9_000_000 });
    response.write(Buffer.alloc(100_000), () => setTimeout(() => response.destroy(), 50));
  }, /train-images-idx3-ubyte\.gz: the connection broke after \d+ of 9000000 bytes/],
  [images, (response) => response.writeHead(200, { 'Content-Length': 200_000_000, 'Content-Type': 'application/gzip' }).write(packed), /too large: 200000000 bytes, at most 67108864/],
  [images, (response) => { // says nothing of its length, and does not stop
    response.writeHead(200);
    const more = () => response.destroyed || response.write(Buffer.alloc(1 << 20), more);
    more();
  }, /too large: \d{8} bytes/],
  ['mnist/t10k-labels-idx1-ubyte.gz', gzipSync(make_pair(21).labels), /t10k-labels-idx1-ubyte\.gz: 21 labels for 20 pictures/],
];

const says = (visit, sentence, key = 'pictures') => visit.note_says(key, sentence);
const press = (visit, name) => visit.evaluate((name) => document.querySelector(`.note.pictures [name="${name}"]`).click(), name);

export default async ({ open, site }) => {
  // Nothing there: the page asks. Closing it brings back what can be shown without.
  const visit = await open({ hash, wait: false });
  await says(visit, /The files of MNIST are not on this server/);
  const buttons = await visit.evaluate(() => [...document.querySelectorAll('.note.pictures button')].filter((b) => b.offsetParent).map((b) => b.name));
  assert.deepEqual(buttons, ['close', 'choose', 'mirror', 'mirror', 'load']);
  await visit.page.focus('.note.pictures [name="address"]');
  await visit.page.keyboard.press('Escape');
  const back = await visit.state_when('the front page is there', (s) => s.parameters > 0 && s.parameters !== 7850);
  assert.ok(back.notices.includes('rejected'));
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 20);

  // Every fault is named, nothing is half supplied, and the run behind it goes on.
  for (const [name, answer, sentence] of faults) {
    site.data = { ...good, [name]: answer };
    const { run } = await visit.state();
    await visit.evaluate((hash) => (location.hash = hash), hash);
    await says(visit, sentence);
    const { step } = await visit.state();
    const state = await visit.state_when('the old run goes on', (s) => s.step > step);
    assert.equal(state.run, run);
    await press(visit, 'close');
    await visit.until('the old experiment is back', async () => !(await visit.hash()).includes('mnist'));
  }
  assert.deepEqual(await visit.evaluate(() => window.downhill.pictures()), {});

  // "Try again" helps once the server is right.
  site.data = { ...good, [images]: undefined };
  await visit.evaluate((hash) => (location.hash = hash), hash);
  await says(visit, /is missing there/);
  site.data = good;
  await press(visit, 'retry');
  await visit.state_when('they are here', (s) => s.parameters === 7850);

  // Fashion-MNIST is elsewhere: its address is typed in, with the keyboard alone.
  site.data = folder('elsewhere', make_pair(30), make_pair(10));
  await visit.evaluate(() => (location.hash = 'v=1&lang=en&dataset.type=fashion_mnist&layers=10'));
  await says(visit, /Fashion-MNIST are not on this server/);
  await visit.page.focus('.note.pictures [name="address"]');
  await visit.page.keyboard.type('data/nowhere');
  await visit.page.keyboard.press('Enter');
  await says(visit, /train-labels-idx1-ubyte\.gz is not there \(404\)/);
  await visit.evaluate(() => (document.querySelector('.note.pictures [name="address"]').value = 'data/elsewhere'));
  await visit.page.focus('.note.pictures [name="address"]');
  await visit.page.keyboard.press('Enter');
  await says(visit, /Fashion-MNIST, 30 for training and 10 for testing/, 'pictures_other');

  // A second visit finds both in the browser's storage.
  site.data = {};
  site.requests.length = 0;
  const second = await open({ hash });
  assert.equal((await second.state()).parameters, 7850);
  assert.deepEqual(site.requests.filter((name) => name.includes('data/')), []);

  // The engine dies: both data sets are in the new one.
  await second.evaluate(() => window.downhill.kill_worker());
  await second.click('play');
  await second.state_when('the engine is gone', (s) => s.state === 'failed');
  await second.click('notice.restart');
  const again = await second.state_when('the pictures are there again', (s) => s.state !== 'failed' && s.test_accuracy !== null && s.step > 0);
  assert.deepEqual([again.parameters, again.notices.includes('rejected')], [7850, false]);
};
