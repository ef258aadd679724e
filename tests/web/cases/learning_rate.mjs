// Drag the learning rate while it learns: the run goes on, the number and the link follow.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open();
  const before = await visit.state();
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 50);
  const { step } = await visit.state();
  await visit.drag('optimizer.learning_rate', 0.4, 0.15);
  const after = await visit.state_when('the learning rate changed', (s) =>
    s.experiment.optimizer.learning_rate !== before.experiment.optimizer.learning_rate);
  assert.ok(after.playing && after.step >= step, 'a live change must not start the run again');
  const rate = after.experiment.optimizer.learning_rate;
  await visit.until('the link tells it', async () => (await visit.hash()).includes(`learning_rate=${rate}`));
};
