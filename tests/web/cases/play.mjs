// Press play, and the loss falls; pause holds still; step does one update; reset goes back to the start.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open();
  const before = await visit.state_when('the first losses are there', (s) => s.train_loss > 0);
  assert.equal(before.step, 0);
  await visit.click('play');
  await visit.state_when('the loss fell by half', (s) => s.step > 100 && s.train_loss < before.train_loss / 2);
  await visit.click('play');
  const paused = await visit.state_when('it is paused', (s) => !s.playing);
  await visit.settled();
  const resting = await visit.state();
  assert.ok(resting.step >= paused.step);
  await visit.click('step');
  await visit.state_when('one step was made', (s) => s.step === resting.step + 1);
  await visit.click('reset');
  await visit.state_when('it stands at the start', (s) => s.step === 0 && Math.abs(s.train_loss - before.train_loss) < 1e-9);
};
