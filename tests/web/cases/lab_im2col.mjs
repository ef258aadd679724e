// The lab of im2col: opened by its link, a number typed, turned around, and still the same after a reload.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&lang=zh&lab=im2col&lab.side=5' });
  await visit.state_when('the lab is open', (s) => s.lab === 'im2col' && s.notices.length === 0);
  assert.equal(await visit.has('matrix.8.8'), true, 'nine windows of nine numbers');
  assert.equal(await visit.has('matrix.9.0'), false);
  await visit.click('kernel.1.1');
  await visit.type_into_field('4');
  await visit.state_when('the kernel was edited', (s) => s.fields['lab.w']?.split(',')[4] === '4');
  await visit.click('lab.direction');
  await visit.click('lab.direction.backward');
  await visit.drag('lab.padding', 0.05, 0.5);
  const turned = await visit.state_when('it runs backwards', (s) => s.fields['lab.direction'] === 'backward' && s.fields['lab.padding'] === '1');
  await visit.click('matrix.12.4');
  const place = async (id) => (await visit.place(id)).y;
  assert.equal(Math.round(await place('mark.row')), Math.round(await place('matrix.12.0')), 'a click chooses the row');
  await visit.until('the link says so', async () => (await visit.hash()).includes('lab.padding=1'));
  await visit.page.reload({ waitUntil: 'domcontentloaded' });
  await visit.ready();
  const again = await visit.state_when('the lab is there again', (s) => s.lab === 'im2col');
  assert.deepEqual(again.fields, turned.fields);
  assert.deepEqual(again.notices, []);
};
