// The lesson keeps its word: its links open without complaint, and its experiments come out as it says.
import assert from 'node:assert/strict';

const links = (visit, lang) => visit.evaluate((lang) => [...document.querySelectorAll(`#lesson article[lang="${lang}"][data-lab="playground"] a[href^="#"]`)].map((a) => a.hash.slice(1)), lang);

async function trained(visit, hash, epochs = 150) {
  await visit.evaluate((hash) => { location.hash = hash; }, `${hash}&theme=light`);
  await visit.until('the link is open', async () => (await visit.hash()).includes(hash.split('&lang')[0].slice(0, 20)));
  await visit.settled();
  assert.deepEqual((await visit.state()).notices, []);
  if (!(await visit.state()).playing) await visit.click('play');
  const state = await visit.state_when(`${epochs} epochs are done`, (s) => s.epoch >= epochs);
  await visit.click('play');
  await visit.state_when('it is paused', (s) => !s.playing);
  return state;
}

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&lang=en' });
  const [en, zh] = [await links(visit, 'en'), await links(visit, 'zh-CN')];
  assert.ok(en.length >= 3);
  assert.deepEqual(zh.map((hash) => hash.replace('&lang=zh', '')), en);

  const [ring, xor] = ['circle', 'xor'].map((data) => en.find((hash) => hash.includes(`dataset.type=${data}`)));
  assert.ok((await trained(visit, ring)).test_accuracy > 0.97, 'four neurons are enough for the ring');
  assert.ok((await trained(visit, ring.replace('4-tanh', '3-tanh'), 300)).test_accuracy > 0.9, 'three cuts make a triangle');
  assert.ok((await trained(visit, ring.replace('4-tanh', '2-tanh'))).test_accuracy < 0.9, 'two cuts fail');
  const straight = await trained(visit, xor);
  assert.ok(straight.test_accuracy < 0.75 && Math.abs(straight.test_loss - Math.log(2)) < 0.03, 'xor needs more than a straight line');
  await visit.click('feature.x_times_y');
  await visit.click('play');
  await visit.state_when('with the product it is learned', (s) => s.test_accuracy > 0.97);
};
