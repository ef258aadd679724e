// A learning rate of a thousand million: the page says what happened, and one click makes it learn again.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&optimizer.type=sgd&optimizer.learning_rate=1000000000' });
  let state = await visit.state();
  if (state.experiment.optimizer.learning_rate !== 1e9) {
    // Out of the range of a link: the largest that is allowed must do.
    assert.ok(state.notices.some((notice) => notice.includes('learning_rate')));
    await visit.click('notice.dismiss');
    await visit.click('optimizer.learning_rate.value');
    await visit.type_into_field('1000000000');
    await visit.drag('optimizer.learning_rate', 0.5, 1);
  }
  await visit.click('play');
  state = await visit.state_when('it diverged', (s) => s.diverged);
  assert.ok(state.diverged.layer.length > 0);
  assert.ok(state.diverged.step > 0);
  assert.ok(Number.isFinite(state.train_loss), 'the last good state is shown');
  await visit.click('notice.recover');
  await visit.state_when('it learns again', (s) => !s.diverged && s.playing && s.step > 100);
};
