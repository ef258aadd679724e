// Another tab comes to the front while a network of pictures learns: it learns on, and the page is itself again when
// one comes back. A network of points, whose steps the page hands out, may stand still meanwhile; it goes on afterwards.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&lang=en&lab=digits' });
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 20);
  const other = await open({ hash: 'v=1&lang=en&dataset.type=circle' });
  await other.page.bringToFront();
  const hidden = await visit.evaluate(() => document.hidden);
  assert.ok(hidden, 'the tab behind counts as hidden');
  const before = await visit.state();
  await other.click('play');
  await other.state_when('the tab in front learns', (s) => s.step > 200);
  await visit.page.bringToFront();
  const after = await visit.state_when('it has learned on', (s) => s.step > before.step + 50 && s.test_accuracy > 0.5);
  assert.deepEqual(after.notices, []);
  await visit.click('play');
  await visit.state_when('it pauses', (s) => !s.playing);
  const points = await other.state();
  await other.page.bringToFront();
  await other.state_when('the points are learned on', (s) => s.playing && s.step > points.step + 200);
};
