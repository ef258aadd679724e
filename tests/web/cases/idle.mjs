// Nothing happens: nothing is drawn, for five seconds.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open();
  await visit.settled();
  const idle = async (what) => {
    const before = await visit.frames();
    await visit.evaluate(() => new Promise((done) => setTimeout(done, 5000)));
    assert.equal((await visit.frames()) - before, 0, what);
  };
  await idle('fresh');
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 50);
  await visit.click('play');
  await visit.state_when('it is paused', (s) => !s.playing);
  await visit.settled();
  await idle('paused');
};
