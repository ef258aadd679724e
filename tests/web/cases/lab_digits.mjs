// The digits lab: LeNet-5 learns drawn digits to 95 %, the great test finds mistakes, one of them is looked at.
import assert from 'node:assert/strict';

export default async ({ open, print }) => {
  const visit = await open({ hash: 'v=1&lang=en&lab=digits' });
  const start = await visit.state_when('LeNet-5 is there', (s) => s.lab === 'digits' && s.parameters === 61706);
  assert.equal(start.dataset, 'synthetic_digits');
  await visit.click('play');
  const trained = await visit.until('it reads 95 % of the test pictures', async () => {
    const state = await visit.state();
    return state.test_accuracy >= 0.95 && state;
  }, 180_000);
  print(`${(100 * trained.test_accuracy).toFixed(1)} % after ${trained.step} steps of ${64} drawn digits`);
  await visit.click('play');
  await visit.state_when('it is paused', (s) => !s.playing);
  await visit.click('examine');
  const examined = await visit.state_when('all test pictures were read', (s) => s.examined_step > 0);
  assert.equal(examined.examined_step, examined.step);
  await visit.click('results.mistakes');
  await visit.click('mistake.0');
  const wrong = await visit.state_when('the surest mistake is on the screen', (s) => s.truth >= 0 && s.answer !== s.truth);
  assert.ok(wrong.sample >= 60000);

  // Another network keeps the data; undo brings the first one back.
  await visit.click('net');
  await visit.click('net.mnist-linear');
  await visit.state_when('the softmax is there', (s) => s.parameters === 7850 && s.dataset === 'synthetic_digits');
  await visit.click('undo');
  await visit.state_when('LeNet-5 is back', (s) => s.parameters === 61706);
};
