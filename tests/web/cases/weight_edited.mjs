// Click a weight, type a number: the network takes it, and its answer changes. Esc leaves everything as it was.
import assert from 'node:assert/strict';

const id = 'weight.0.0';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&layers=2-tanh-2' });
  const before = await visit.state_when('the losses are there', (s) => s.train_loss > 0);
  await visit.click(id);
  await visit.type_into_field('2.5');
  const after = await visit.state_when('the loss is another', (s) => s.train_loss !== before.train_loss);
  assert.equal(after.step, 0);
  await visit.click(id);
  await visit.type_into_field('-7', 'Escape');
  await visit.settled();
  assert.equal((await visit.state()).train_loss, after.train_loss);
  await visit.click(id);
  await visit.type_into_field('2.5x');
  await visit.settled();
  assert.equal((await visit.state()).train_loss, after.train_loss, 'what is no number must not be taken');
};
