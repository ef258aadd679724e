// Files dropped on the page or chosen from disk: good ones are learned from, bad ones are named, and the run goes on.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { drop, make_pair } from '../support/idx.mjs';

const files_of = ({ images, labels }, pack = (bytes) => bytes) => [
  { name: 'first.bin', bytes: pack(labels) },
  { name: 'second.bin', bytes: pack(images) },
];

// What is dropped, the note that follows, and what its sentence must name.
const cut = (bytes) => gzipSync(bytes).subarray(0, 60);
const good = make_pair(70);
const faults = [
  [[{ name: 'letter.txt', bytes: Buffer.from('Dear student, these are no pictures.') }], 'picture_magic', /letter\.txt .*0x44656172/],
  [[{ name: 'empty.gz', bytes: Buffer.alloc(0) }], 'picture_empty', /empty\.gz/],
  [[{ name: 'page.gz', bytes: Buffer.from('<!doctype html><title>404</title>') }], 'picture_html', /page\.gz is a web page/],
  [[{ name: 'huge', zeros: 200 << 20 }], 'picture_large', /huge is too large: 209715200 bytes, at most 67108864/],
  [files_of(good, cut), 'picture_damaged', /second\.bin .*cut off or damaged/],
  [files_of({ ...good, images: good.images.subarray(0, 5000) }), 'picture_cut', /second\.bin .*70 entries need 54896 bytes, it has 5000/],
  [files_of({ ...good, images: Buffer.concat([good.images, Buffer.alloc(3)]) }), 'picture_long', /second\.bin .*54896/],
  [files_of(make_pair(70, { magic: 0x807 })), 'picture_magic', /second\.bin .*0x00000807/],
  [files_of(make_pair(70, { labels: 60 })), 'picture_counts', /first\.bin: 60 labels for 70 pictures/],
  [files_of(make_pair(70, { label: (i) => (i === 33 ? 12 : 1) })), 'picture_label', /label 12 of entry 33/],
  [files_of(make_pair(3, { side: 32 })), 'picture_side', /32x32/],
  [files_of(good).slice(0, 1), 'picture_selection', /0 of pictures and 1 of labels/],
];
const endless = make_pair(2);
endless.images.writeUInt32BE(0x80000000, 4);
faults.push([files_of(endless), 'picture_large', /1683627180048 bytes/]);

async function refuses(visit, [files, key, sentence]) {
  const before = await visit.state();
  await drop(visit, files);
  await visit.note_says(key, sentence);
  await visit.evaluate((key) => document.querySelector(`.note[data-key="${key}"] [name="close"]`).click(), key);
  const after = await visit.state_when('the old run goes on', (s) => s.step > before.step);
  assert.deepEqual([after.run, after.notices], [before.run, []]);
}

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&lang=en' });
  await visit.click('play');
  for (const fault of faults) await refuses(visit, fault);
  assert.deepEqual(await visit.evaluate(() => window.downhill.pictures()), {});

  // One pair, packed, under any name: a seventh of it is for testing.
  await drop(visit, files_of(good, gzipSync));
  await visit.note_says('pictures_other', /your pictures, 60 for training and 10 for testing.* not the published/);
  await visit.evaluate(() => document.querySelector('.note [name="pictures_learn"]').click());
  await visit.state_when('they are learned', (s) => s.fields['dataset.type'] === 'idx' && s.parameters === 7850 && s.test_accuracy === 1);

  // Four files chosen from disk take their place, in Chinese; a bad choice before them is named there.
  await visit.page.goto('about:blank');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'downhill-'));
  const list = [...files_of(make_pair(40)), ...files_of(make_pair(20))].map(({ bytes }, i) => {
    const name = path.join(folder, `${i}.idx`);
    writeFileSync(name, bytes);
    return name;
  });
  try {
    const other = await open({ hash: 'v=1&lang=zh&dataset.type=fashion_mnist&layers=10', wait: false });
    await other.note_says('pictures', /服务器上没有 Fashion-MNIST 的文件/);
    const input = await other.page.$('.note.pictures input[type="file"]');
    await input.uploadFile(list[0]);
    await other.note_says('pictures', /0 个图像文件和 1 个标签文件/);
    await input.uploadFile(...list);
    await other.note_says('pictures_other', /你的图片，训练 40 幅，测试 20 幅/);
    await other.state_when('they are the data', (s) => s.fields['dataset.type'] === 'idx' && s.parameters === 7850);
    assert.equal(await other.evaluate(() => document.querySelector('.note.pictures')), null);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
