// The pooling lab: opened by its link, the picture shifted, the kind changed, and still the same after a reload.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&lang=en&lab=pooling&lab.kernel=3' });
  await visit.state_when('the lab is open', (s) => s.lab === 'pooling' && s.notices.length === 0);
  await visit.click('output.3.1');
  const [window_place, cell] = [await visit.place('mark.window'), await visit.place('picture.6.2')];
  assert.deepEqual([window_place.x, window_place.y], [cell.x, cell.y], 'the window of the output that was clicked');
  await visit.click('shift.right');
  await visit.click('shift.up');
  await visit.click('lab.kind');
  await visit.click('lab.kind.average');
  await visit.click('lab.all');
  const shifted = await visit.state_when('all of it is in the link', (s) => s.fields['lab.shift_x'] === '1' && s.fields['lab.shift_y'] === '-1' && s.fields['lab.kind'] === 'average' && s.fields['lab.all'] === 'true');
  await visit.until('the link says so', async () => (await visit.hash()).includes('lab.all=true'));
  await visit.page.reload({ waitUntil: 'domcontentloaded' });
  await visit.ready();
  const again = await visit.state_when('the lab is there again', (s) => s.lab === 'pooling');
  assert.deepEqual(again.fields, shifted.fields);

  // A link to what is not there is answered with what is.
  await visit.evaluate(() => { location.hash = 'v=1&lab=alchemy'; });
  const state = await visit.state_when('the lab is refused by name', (s) => s.notices.includes('link'));
  assert.equal(state.lab, 'playground');
};
