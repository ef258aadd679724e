// What was set up survives a reload, and a link of the lesson can be left with the back button.
import assert from 'node:assert/strict';

const data = (wanted) => (state) => state.fields['dataset.type'] === wanted;

export default async ({ open }) => {
  const visit = await open();
  await visit.click('data.xor');
  await visit.state_when('xor is chosen', data('xor'));
  await visit.until('the link says so', async () => (await visit.hash()).includes('xor'));
  await visit.page.reload({ waitUntil: 'domcontentloaded' });
  await visit.ready();
  await visit.state_when('xor is there again', data('xor'));

  const link = await visit.page.$('#lesson article[lang="en"] a[href*="circle"]');
  await link.click();
  await visit.state_when('the lesson opened the circle', data('circle'));
  await visit.until('the page went up to the canvas', () => visit.evaluate(() => window.scrollY === 0));
  await visit.page.goBack({ waitUntil: 'domcontentloaded' });
  const back = await visit.state_when('back brought xor back', data('xor'));
  assert.equal(back.notices.length, 0);
};
