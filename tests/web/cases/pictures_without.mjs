// Pictures in a browser that lacks something: Workers, its storage, checksums, and unpacking, which needs another file.
import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { folder, make_pair } from '../support/idx.mjs';

const hash = 'v=1&lang=en&dataset.type=mnist&layers=10';
const packed = folder('mnist', make_pair(50), make_pair(20));
const raw = Object.fromEntries(Object.entries(packed).map(([name, bytes]) => [name.slice(0, -3), gunzipSync(bytes)]));

const without = {
  Worker: () => delete self.Worker,
  'the storage': () => delete self.caches,
  checksums: () => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }),
};

export default async ({ open, site }) => {
  for (const [what, before] of Object.entries(without)) {
    site.data = packed;
    const visit = await open({ hash, before });
    await visit.note_says(what === 'checksums' ? 'pictures_here' : 'pictures_other', /MNIST, 50 for training and 20 for testing/);
    assert.equal((await visit.state()).parameters, 7850, `without ${what}`);
    if (what === 'the storage') {
      await visit.evaluate(() => window.downhill.kill_worker());
      await visit.click('play');
      await visit.state_when('the engine is gone', (s) => s.state === 'failed');
      await visit.click('notice.restart');
      await visit.state_when('the pictures are there again', (s) => s.state !== 'failed' && s.test_accuracy !== null && s.step > 0 && s.parameters === 7850);
    }
    await visit.evaluate(() => caches.delete('downhill-pictures-1').catch(() => {})).catch(() => {});
  }

  // Without a Worker the page reads the files itself, so that this reaches what reads them.
  const before = () => delete self.DecompressionStream && delete self.Worker;
  const visit = await open({ hash, before, wait: false });
  await visit.note_says('pictures', /cannot unpack t10k-labels-idx1-ubyte\.gz/);
  site.data = raw;
  await visit.evaluate(() => document.querySelector('.note.pictures [name="retry"]').click());
  await visit.state_when('the raw files do', (s) => s.parameters === 7850);
};
