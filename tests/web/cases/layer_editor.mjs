// The list of layers: one is added, one that cannot fit is refused at its place, the network before goes on.
import assert from 'node:assert/strict';

const kHash =
  'v=1&lang=en&lab=digits&dataset.type=synthetic_digits&dataset.train_samples=400&dataset.test_samples=100&layers=20-relu-10&epochs=10000';

export default async ({ open }) => {
  const visit = await open({ hash: kHash });
  await visit.state_when('the small network is there', (s) => s.parameters === 15910);
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 0);
  await visit.click('layers.edit');
  await visit.click('edit.add');
  await visit.click('edit.add.tanh');
  await visit.state_when('there is one layer more', (s) => s.fields.layers === '20-relu-tanh-10');

  // The last layer goes: twenty outputs for ten digits cannot be. The engine is not asked, it goes on.
  await visit.click('edit.row.3');
  await visit.until('its buttons are there', async () => (await visit.place('edit.remove')).y > (await visit.place('edit.row.3')).y);
  await visit.click('edit.remove');
  const refused = await visit.state_when('it learns on', (s) => s.step > 0);
  assert.equal(refused.fields.layers, '20-relu-tanh-10');
  assert.ok(!refused.notices.includes('rejected'));
  await visit.state_when('step after step', (s) => s.run === refused.run && s.step > refused.step);
  await visit.click('edit.back');
  await visit.click('undo');
  await visit.state_when('undo leads back', (s) => s.fields.layers === '20-relu-10');
  await visit.click('edit.done');
  await visit.click('layers.gradients');
  await visit.state_when('gradients are looked at while it learns', (s) => s.step > 5);
};
