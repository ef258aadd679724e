// Pictures of the labs, the playground trained and diverged: wide and on a phone, both languages, both themes.
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const views = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844, scale: 2 } };
/// A network that reads digits: until nine of ten are right.
async function practise(visit) {
  await visit.click('play');
  await visit.until('it has practised', async () => (await visit.state()).test_accuracy > 0.9, 180_000);
  await visit.click('play');
}

const states = {
  trained: {
    hash: 'v=1&dataset.type=spiral',
    async reach(visit) {
      await visit.click('play');
      await visit.state_when('the spiral is learned', (s) => s.test_accuracy > 0.97 || s.epoch > 400);
      await visit.click('play');
    },
  },
  diverged: {
    hash: 'v=1&optimizer.type=sgd&optimizer.learning_rate=1000000000',
    async reach(visit) {
      await visit.click('play');
      await visit.state_when('it diverged', (s) => s.state === 'diverged');
    },
  },
  digits: {
    hash: 'v=1&lab=digits',
    async reach(visit) {
      await practise(visit);
      if (!(await visit.has('examine'))) return; // on a phone it stands in another tab
      await visit.click('examine');
      await visit.state_when('all test pictures were read', (s) => s.examined_step > 0);
    },
  },
  draw: {
    hash: 'v=1&lab=draw',
    async reach(visit) {
      await practise(visit);
      if (!(await visit.has('pad.borrow'))) return;
      await visit.click('pad.borrow');
      await visit.state_when('a test picture is on the pad', (s) => s.truth === -1);
    },
  },
  convolution: { hash: 'v=1&lab=convolution' },
  channels: { hash: 'v=1&lab=convolution&lab.mode=three' },
  im2col: { hash: 'v=1&lab=im2col' },
  col2im: { hash: 'v=1&lab=im2col&lab.direction=backward&lab.side=6' },
  backward: { hash: 'v=1&lab=cnn_backward' },
  map: { hash: 'v=1&lab=lenet5_map', reach: practise },
  pooling: { hash: 'v=1&lab=pooling&lab.kernel=3&lab.shift_x=1' },
};

export async function take_screenshots({ open, close_all, folder }) {
  mkdirSync(folder, { recursive: true });
  for (const [state, { hash, reach }] of Object.entries(states)) {
    for (const [view, size] of Object.entries(views)) {
      for (const language of ['en', 'zh']) {
        for (const theme of ['light', 'dark']) {
          const visit = await open({ hash: `${hash}&lang=${language}&theme=${theme}`, ...size });
          await reach?.(visit);
          await visit.page.mouse.move(2, 2);
          await visit.settled();
          const file = path.join(folder, `${state}-${view}-${language}-${theme}.png`);
          await visit.page.screenshot({ path: file });
          console.log(file);
          if (`${state}-${view}-${language}-${theme}` === 'trained-wide-en-light') {
            // The one of the README, small enough to live in the repository.
            await visit.page.screenshot({ path: path.join(folder, 'playground.webp'), type: 'webp', quality: 80 });
          }
          await close_all();
        }
      }
    }
  }
  const visit = await open({ hash: 'v=1&lang=en&theme=light', width: 1920, height: 1080 });
  await visit.settled();
  await visit.page.screenshot({ path: path.join(folder, 'fresh-1920-en-light.png') });
  await close_all();
}
