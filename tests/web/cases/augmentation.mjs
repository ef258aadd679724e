// Augmentation in the digits lab: switched on while the network learns, kept in the link, off again.
import assert from 'node:assert/strict';

const kSmall = 'dataset.type=synthetic_digits&dataset.train_samples=1000&dataset.test_samples=100&layers=10&batch_size=20&epochs=10000';

export default async ({ open }) => {
  const visit = await open({ hash: `v=1&lang=en&lab=digits&${kSmall}` });
  await visit.click('play');
  const before = await visit.state_when('it learns', (s) => s.step > 20);
  await visit.click('data.more');
  await visit.click('augment');
  const on = await visit.state_when('it goes on with other pictures', (s) => s.fields['dataset.augment.shift'] === '2' && s.step > before.step + 20);
  assert.equal(on.run, before.run, 'no new start');
  await visit.click('augment.preview');

  // The link brings it to somebody else; what it must not say is named there.
  const other = await open({ hash: `${on.link}&dataset.augment.noise=7` });
  const there = await other.state_when('the link is open', (s) => s.fields['dataset.augment.rotate'] === '10');
  assert.equal(there.fields['dataset.augment.noise'], undefined);
  assert.equal(there.notices.length, 1);
  await other.click('augment');
  await other.state_when('it is off', (s) => !Object.keys(s.fields).some((field) => field.includes('augment')));
};
