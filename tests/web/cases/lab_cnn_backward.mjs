// The lab of the backward pass: stepped back and forth, a weight typed, a step taken, and still the same after a reload;
// the step that its lesson calls too long is.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&lang=en&lab=cnn_backward' });
  const start = await visit.state_when('the lab is open', (s) => s.lab === 'cnn_backward' && s.notices.length === 0);
  assert.deepEqual([start.lab_loss, start.lab_next_loss], ['1.103', '0.662'], 'PyTorch says so');
  await visit.click('lab.back');
  await visit.state_when('a step back', (s) => +s.lab_stage === +start.lab_stage - 1);
  await visit.click('dk.2.2');
  await visit.state_when('a click on a gradient goes to its step', (s) => s.lab_stage === start.lab_stage);
  const same = async (a, b) => {
    const [x, y] = [await visit.place(a), await visit.place(b)];
    return Math.abs(x.x - y.x) < 1 && Math.abs(x.y - y.y) < 1;
  };
  await visit.until('the window that this weight met is marked', () => same('mark.x', 'x.2.2'));
  await visit.click('lab.update');
  await visit.state_when('the loss fell', (s) => s.lab_loss === '0.662');
  await visit.click('k.1.1');
  await visit.type_into_field('2');
  const edited = await visit.state_when('the kernel was edited', (s) => s.fields['lab.weights']?.split(',')[4] === '2');
  await visit.until('the link says so', async () => (await visit.hash()).includes('0.5465,2,'));
  await visit.page.reload({ waitUntil: 'domcontentloaded' });
  await visit.ready();
  const again = await visit.state_when('the lab is there again', (s) => s.lab === 'cnn_backward');
  assert.deepEqual(again.fields, edited.fields);
  assert.equal(again.lab_loss, edited.lab_loss);

  await visit.settled();
  const before = await visit.frames();
  await visit.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
  assert.equal((await visit.frames()) - before, 0, 'a lab that is not playing draws nothing');

  const link = await visit.evaluate(() => document.querySelector('#lesson article[lang="en"][data-lab="cnn_backward"] a[href*="lab.rate"]').hash);
  const open_link = (hash) => visit.evaluate((hash) => { location.hash = hash; }, hash);
  await open_link(link);
  await visit.state_when('the step of 0.3 does good', (s) => s.lab_loss === '1.953' && s.lab_next_loss === '0.487');
  await open_link(link.replace('rate=0.3', 'rate=1'));
  await visit.state_when('the step of 1 is too long', (s) => s.lab_next_loss === '0.693');
  await visit.click('lab.update');
  await visit.state_when('nothing can be learned any more', (s) => s.lab_loss === '0.693' && s.lab_next_loss === '0.693');
};
