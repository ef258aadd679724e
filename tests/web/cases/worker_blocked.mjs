// Workers are refused: by an old or locked browser, or by the policy of the page's host. It learns all the same.
import assert from 'node:assert/strict';

async function learns_on_the_page(visit) {
  assert.match(await visit.note('on_page'), /Workers are blocked/);
  assert.equal((await visit.engine()).kind, 'main thread');
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 200 && s.train_loss < 0.6);
  await visit.click('play');
  await visit.state_when('it can be paused', (s) => !s.playing);
}

export default async ({ open, site }) => {
  await learns_on_the_page(await open({ before: () => delete self.Worker }));
  site.headers['Content-Security-Policy'] = "worker-src 'none'";
  const visit = await open();
  await learns_on_the_page(visit);
};
