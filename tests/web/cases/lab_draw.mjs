// Draw a digit: the network practises, then a one and a zero are drawn with the mouse and read.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&lang=en&lab=draw' });
  await visit.state_when('the lab is open', (s) => s.lab === 'draw' && s.parameters === 61706);
  await visit.click('play');
  await visit.state_when('it plays', (s) => s.playing);
  // It ends by itself, after the same step everywhere: what is read below depends on no clock.
  await visit.until('its epochs are done', async () => !(await visit.state()).playing, 180_000);
  assert.equal((await visit.state()).step, 2814, 'three times 60,000 pictures in batches of 64');

  /// Draws along points given as parts of the pad.
  const draw = async (points) => {
    const pad = await visit.place('pad');
    const at = ([x, y]) => [pad.x + x * pad.w, pad.y + y * pad.h];
    await visit.page.mouse.move(...at(points[0]));
    await visit.page.mouse.down();
    for (const point of points) await visit.page.mouse.move(...at(point), { steps: 3 });
    await visit.page.mouse.up();
  };
  await draw([[0.5, 0.15], [0.5, 0.5], [0.5, 0.85]]);
  await visit.state_when('the stroke is read as a one', (s) => s.truth === -1 && s.answer === 1);
  await visit.click('pad.clear');
  const ring = Array.from({ length: 25 }, (_, i) => [0.5 + 0.22 * Math.sin((i / 24) * 2 * Math.PI), 0.5 - 0.34 * Math.cos((i / 24) * 2 * Math.PI)]);
  await draw(ring);
  await visit.state_when('the ring is read as a zero', (s) => s.truth === -1 && s.answer === 0);
  await visit.click('move.right');
  await visit.click('move.right');
  await visit.click('pad.borrow');
  const state = await visit.state_when('a test picture is on the pad', (s) => s.truth === -1);
  assert.deepEqual(state.notices.filter((name) => name !== 'toast'), []);  // the remark that the epochs are done may still be there
};
