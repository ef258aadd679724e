// The browser takes WebGL away and gives it back: the picture returns, learning never stopped.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open();
  await visit.click('play');
  const before = await visit.state_when('it learns', (s) => s.step > 100);
  await visit.evaluate(() => {
    window.lose = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    window.lose.loseContext();
  });
  assert.match(await visit.note('context_lost'), /Nothing is lost/);
  await visit.evaluate(() => window.lose.restoreContext());
  assert.match(await visit.note('context_back'), /nothing was lost/);
  const frames = await visit.frames();
  await visit.until('it draws again', async () => (await visit.frames()) > frames + 3);
  const after = await visit.state();
  assert.ok(after.playing && after.step > before.step);
  await visit.click('play');
  await visit.settled();
  const shot = await visit.page.screenshot({ encoding: 'base64', clip: { x: 0, y: 0, width: 1280, height: 800 } });
  assert.ok(shot.length > 60_000, 'an empty canvas would make a tiny picture');
};
