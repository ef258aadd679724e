// A finger: taps press, sideways drags move a slider, and dragging up scrolls, whatever it started on.
import assert from 'node:assert/strict';

async function swipe(visit, from, to) {
  const finger = await visit.page.touchscreen.touchStart(...from);
  for (let i = 1; i <= 12; ++i) await finger.move(from[0] + ((to[0] - from[0]) * i) / 12, from[1] + ((to[1] - from[1]) * i) / 12);
  await finger.end();
}

/// A swipe up over a control of another lab changes no number. (In the same tab: a finger on one that is not in front
/// can wait for ever.)
async function scrolls_over(visit, lab, tab, control) {
  await visit.evaluate((lab) => (scrollTo(0, 0), (location.hash = `v=1&lab=${lab}`)), lab);
  await visit.state_when(`${lab} is open`, (s) => s.lab === lab);
  if (tab) await visit.click(tab);
  const { x, y, w, h } = await visit.place(control);
  const before = (await visit.state()).link;
  await swipe(visit, [x + w * 0.3, y + h / 2], [x + w * 0.3 + 3, y + h / 2 - 200]);
  await visit.settled();
  assert.equal((await visit.state()).link, before, `a swipe up over ${control} changed it`);
  assert.equal(await visit.evaluate(() => document.querySelectorAll('#fields input').length), 0, 'no field opens');
}

export default async ({ open, browser }) => {
  const visit = await open({ width: 390, height: 844, scale: 2, touch: true });
  const tap = async (id) => {
    const { x, y, w, h } = await visit.place(id);
    await visit.page.touchscreen.tap(x + w / 2, y + h / 2);
  };
  await tap('play');
  await visit.state_when('a tap plays', (s) => s.playing && s.step > 0);
  await tap('play');
  await visit.state_when('a tap pauses', (s) => !s.playing);

  await tap('tab.data');
  const { x, y, w, h } = await visit.place('optimizer.learning_rate');
  await swipe(visit, [x + w / 2, y + h / 2], [x + w * 0.9, y + h / 2]);
  await visit.state_when('the slider followed the finger', (s) => s.fields['optimizer.learning_rate'] !== undefined);
  assert.equal(await visit.evaluate(() => scrollY), 0, 'a sideways drag must not scroll the page');

  if (browser !== 'firefox') { // its synthetic touches do not scroll
    await swipe(visit, [120, 40], [120, -300]);
    await visit.until('the page scrolled', () => visit.evaluate(() => scrollY > 0));
  }

  await scrolls_over(visit, 'digits', 'tab.data', 'dataset.train_samples');
  await scrolls_over(visit, 'convolution', null, 'weights.0.1.1');
  await scrolls_over(visit, 'cnn_backward', null, 'k.1.1');
};
