// The page scrolls under the wheel although the pointer is on the canvas, until the canvas has the focus and uses it.
import assert from 'node:assert/strict';

const scrolled = (visit) => visit.evaluate(() => window.scrollY);

export default async ({ open }) => {
  const visit = await open();
  await visit.page.mouse.move(640, 400);
  await visit.page.mouse.wheel({ deltaY: 300 });
  await visit.until('the page scrolled', async () => (await scrolled(visit)) > 0);
  await visit.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  await visit.until('it is at the top', async () => (await scrolled(visit)) === 0);
  await visit.click('lesson');
  await visit.until('the button opens the lesson', () => visit.evaluate(() => document.getElementById('lesson').getBoundingClientRect().top < innerHeight / 2));
  assert.ok(await scrolled(visit) > 0);
};
