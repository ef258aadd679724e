// A picture of one's own, dropped on the page: it is read, on the pad and among the digits; what is none is named, and
// nothing harms the page.
import assert from 'node:assert/strict';
import { drop } from '../support/idx.mjs';
import { png } from '../support/png.mjs';

const kSmall = 'dataset.type=synthetic_digits&dataset.train_samples=3000&dataset.test_samples=200&layers=10&batch_size=50&optimizer.learning_rate=0.005&epochs=30';

// Dark on light and light on dark, neither in the middle.
const ring = png(300, 200, (x, y) => (Math.abs(Math.hypot((x - 90) / 0.7, y - 110) - 60) < 9 ? 30 : 225));
const stroke = png(90, 160, (x, y) => (Math.abs(x - 60) < 6 && y > 20 && y < 120 ? 250 : 12));

const faults = [
  [{ name: 'letter.png', bytes: Buffer.from('Dear student, this is no picture.') }, 'own_kind', /letter\.png is neither a PNG nor a JPEG/],
  [{ name: 'empty.jpg', bytes: Buffer.alloc(0) }, 'own_kind', /empty\.jpg/],
  [{ name: 'cut.png', bytes: ring.subarray(0, ring.length / 2) }, 'own_damaged', /cut\.png .*cut off or damaged/],
  [{ name: 'wide.png', bytes: png(9000, 2) }, 'own_side', /9000x2 pixels, at most 8192/],
  [{ name: 'bomb.png', bytes: png(2 ** 31 - 1, 2 ** 31 - 1) }, 'own_side', /2147483647x2147483647/],
  [{ name: 'huge.png', zeros: 21 << 20 }, 'picture_large', /22020096 bytes, at most 20971520/],
  [{ name: 'sheet.png', bytes: png(50, 50, () => 200) }, 'own_blank', /Nothing is drawn on sheet\.png/],
];

export default async ({ open }) => {
  const visit = await open({ hash: `v=1&lang=en&lab=draw&${kSmall}` });
  await visit.click('play');
  // To the end of its epochs: what is read below depends on no clock.
  await visit.state_when('it has practised', (s) => !s.playing && s.step === 1800);
  await drop(visit, [{ name: 'ring.png', bytes: ring }]);
  await visit.state_when('the ring is read as a zero', (s) => s.truth === -1 && s.answer === 0);
  await drop(visit, [{ name: 'stroke.png', bytes: stroke }]);
  await visit.state_when('the stroke is read as a one', (s) => s.truth === -1 && s.answer === 1);

  for (const [file, key, sentence] of faults) {
    await drop(visit, [file]);
    await visit.note_says(key, sentence);
    await visit.evaluate((key) => document.querySelector(`.note[data-key="${key}"] [name="close"]`).click(), key);
  }
  assert.equal((await visit.state()).answer, 1, 'the one is still there');

  // A JPEG, as this browser makes them.
  await visit.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 200, height: 200 });
    const context = canvas.getContext('2d');
    context.fillStyle = '#eee';
    context.fillRect(0, 0, 200, 200);
    context.lineWidth = 16;
    context.beginPath();
    context.ellipse(100, 100, 40, 60, 0, 0, 7);
    context.stroke();
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg'));
    const transfer = new DataTransfer();
    transfer.items.add(new File([blob], 'ring.jpg', { type: 'image/jpeg' }));
    document.getElementById('canvas').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await visit.state_when('the ring of the JPEG is read as a zero', (s) => s.truth === -1 && s.answer === 0);

  // Bytes spoilt anywhere: the browser's decoder and the page take it or refuse it; both stay alive.
  let seed = 1;
  const random = (count) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % count;
  for (let i = 0; i < 40; ++i) {
    const bytes = Buffer.from(i % 2 ? ring : stroke);
    for (let n = 1 + random(5); n > 0; --n) bytes[random(bytes.length)] = random(256);
    await drop(visit, [{ name: `spoilt${i}.png`, bytes }]);
  }
  await drop(visit, [{ name: 'stroke.png', bytes: stroke }]);
  await visit.state_when('a good one is still read', (s) => s.truth === -1 && s.answer === 1);

  // Among the digits it stands in the place of the test picture until another is asked for.
  const digits = await open({ hash: `v=1&lang=en&lab=digits&${kSmall}` });
  await digits.state_when('a test picture is there', (s) => s.truth >= 0);
  await drop(digits, [{ name: 'ring.png', bytes: ring }]);
  await digits.state_when('the own picture is there', (s) => s.lab === 'digits' && s.truth === -1);
  await digits.click('picture.next');
  await digits.state_when('a test picture is back', (s) => s.truth >= 0);

  // In a lab that reads no pictures it opens the pad.
  const playground = await open({ hash: 'v=1&lang=en' });
  await drop(playground, [{ name: 'ring.png', bytes: ring }]);
  await playground.state_when('the pad is open', (s) => s.lab === 'draw' && s.truth === -1);
};
