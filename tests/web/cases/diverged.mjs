// A learning rate of a thousand million: the page says what happened, and one click makes it learn again.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&optimizer.type=sgd&optimizer.learning_rate=1000000000' });
  await visit.click('play');
  const state = await visit.state_when('it diverged', (s) => s.state === 'diverged');
  assert.ok(state.notices.includes('diverged'));
  assert.ok(Number.isFinite(state.train_loss), 'the last good state is shown');
  await visit.click('notice.recover');
  await visit.state_when('it learns again', (s) => s.playing && s.step > 100);
};
