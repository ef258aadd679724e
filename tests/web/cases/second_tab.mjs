// The link of one tab opened in another gives the same experiment and the same numbers.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const first = await open();
  await first.click('data.moons');
  await first.state_when('moons are chosen', (s) => s.fields['dataset.type'] === 'moons');
  await first.click('layer.0.neuron.remove');
  await first.until('the link says so', async () => (await first.hash()).includes('moons') && (await first.hash()).includes('layers='));
  await first.settled();
  const here = await first.state_when('the losses are there', (s) => s.step === 0 && s.train_loss > 0);
  const second = await open({ hash: (await first.hash()).slice(1) });
  await second.settled();
  const there = await second.state_when('the losses are there too', (s) => s.train_loss > 0);
  assert.equal(there.link, here.link);
  assert.equal(there.train_loss, here.train_loss);
  assert.equal(there.test_loss, here.test_loss);
};
