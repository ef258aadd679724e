// Drag the learning rate while it learns: the run goes on, the number and the link follow.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open();
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 50);
  const { step } = await visit.state();
  await visit.drag('optimizer.learning_rate', 0.4, 0.15);
  const after = await visit.state_when('the learning rate changed', (s) => s.fields['optimizer.learning_rate'] !== undefined);
  assert.ok(after.playing && after.step >= step, 'a live change must not start the run again');
  assert.ok(Number(after.fields['optimizer.learning_rate']) > 0);
  await visit.until('the address tells it', async () => (await visit.hash()).includes('optimizer.learning_rate='));
};
