// The Worker disappears while it learns: the page says so, and one click brings a new one that goes on from the last
// saved state.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open();
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.saved_step > 100);
  await visit.evaluate(() => window.downhill.kill_worker());
  const dead = await visit.state_when('the page says that the engine stopped', (s) => s.state === 'failed');
  assert.ok(dead.notices.includes('engine'));
  await visit.click('notice.restart');
  await visit.state_when('it says that the run goes on', (s) => s.toast.includes('goes on'));
  await visit.state_when('a new engine is there', (s) => s.state !== 'failed' && !s.notices.includes('engine'));
  await visit.until('it is alive', async () => (await visit.engine()).state === 'alive');
  if (!(await visit.state()).playing) await visit.click('play');
  const { step } = await visit.state();
  await visit.state_when('it learns again', (s) => s.playing && s.step > dead.saved_step && s.step !== step);
  assert.equal((await visit.engine()).kind, 'worker');
};
