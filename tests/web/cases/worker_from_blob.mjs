// Where a Worker may not come from the page's own address, it comes from a blob.
import assert from 'node:assert/strict';

export default async ({ open, site }) => {
  site.headers['Content-Security-Policy'] = 'worker-src blob:';
  const visit = await open();
  assert.equal((await visit.engine()).kind, 'worker');
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 100);
};
