// The convolution lab: opened by its link, used with the pointer, and still the same after a reload.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&lang=en&lab=convolution&lab.kernel=blur&lab.padding=0' });
  await visit.state_when('the lab is open', (s) => s.lab === 'convolution' && s.notices.length === 0);
  assert.equal(await visit.has('play'), false, 'nothing is trained here, so there is no Play');
  assert.equal(await visit.evaluate(() => document.title), 'Convolution · Downhill');
  const heading = () => visit.evaluate(() => [...document.querySelectorAll('#lesson article')].filter((a) => a.offsetParent).map((a) => a.querySelector('h1').textContent));
  assert.deepEqual(await heading(), ['What a convolution is']);

  await visit.click('weights.0.1.1');
  await visit.type_into_field('2');
  await visit.state_when('the kernel is made by hand', (s) => s.fields['lab.kernel'] === 'own' && s.fields['lab.weights'].split(',')[4] === '2');
  await visit.drag('lab.stride', 0.1, 0.4);
  const state = await visit.state_when('the stride follows the drag', (s) => s.fields['lab.stride'] === '2');
  await visit.drag('picture.0.9.9', 0.2, 0.8);
  const painted = await visit.state_when('the picture was painted on', (s) => s.fields['lab.picture'] === 'own' && s.fields['lab.pixels'] !== undefined);
  assert.equal(painted.fields['lab.weights'], state.fields['lab.weights']);

  await visit.until('the link says so', async () => (await visit.hash()).includes('lab.pixels'));
  await visit.page.reload({ waitUntil: 'domcontentloaded' });
  await visit.ready();
  const again = await visit.state_when('the lab is there again', (s) => s.lab === 'convolution');
  assert.deepEqual(again.fields, painted.fields);
  assert.deepEqual(again.notices, []);

  await visit.settled();
  const before = await visit.frames();
  await visit.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
  assert.equal((await visit.frames()) - before, 0, 'a lab that is not playing draws nothing');
  await visit.click('lab.play');
  await visit.until('it walks', async () => (await visit.frames()) > before + 4);
  await visit.click('lab.play');

  await visit.click('labs');
  await visit.click('labs.playground');
  await visit.state_when('the playground is back', (s) => s.lab === 'playground');
  assert.deepEqual(await heading(), ['Walking downhill']);
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.playing && s.step > 20);
};
