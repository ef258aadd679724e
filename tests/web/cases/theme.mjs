// Light and dark: page and canvas change together, and the link keeps it.
import assert from 'node:assert/strict';

const background = (visit) => visit.evaluate(() => getComputedStyle(document.body).backgroundColor);

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&theme=light' });
  assert.equal(await background(visit), 'rgb(247, 246, 243)');
  await visit.click('theme');
  await visit.until('the page is dark', async () => (await background(visit)) === 'rgb(17, 20, 26)');
  await visit.until('the link says so', async () => (await visit.hash()).includes('theme=dark'));
  const again = await open({ hash: (await visit.hash()).slice(1) });
  assert.equal(await background(again), 'rgb(17, 20, 26)');
};
