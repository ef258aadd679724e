// The map of LeNet-5: another picture, a unit under the pointer and what it sees, learning, and idle again.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&lang=zh&lab=lenet5_map' });
  await visit.state_when('the first test picture is on the map', (s) => s.lab === 'lenet5_map' && s.parameters === 61706 && s.sample === 60000);
  await visit.until('all ten answers are drawn', () => visit.has('map.7.9'));
  await visit.click('picture.next');
  await visit.state_when('another picture', (s) => s.sample === 60001);
  await visit.click('map.4.7');  // the middle of 5 x 5
  const seen = await visit.state_when('a unit of the second pooling', (s) => s.lab_unit === '4.7.2.2');
  assert.equal(seen.lab_field, '6.6.22.22', '16 x 16 pixels in the middle of the picture');
  const [picture, field] = [await visit.place('map.0.0'), await visit.place('mark.field')];
  assert.equal(Math.round((field.w / picture.w) * 28), 16);
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.playing && s.step > 3);
  await visit.click('play');
  await visit.state_when('it is paused', (s) => !s.playing);
  await visit.settled();
  const before = await visit.frames();
  await visit.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
  assert.equal((await visit.frames()) - before, 0, 'a map at rest draws nothing');
};
