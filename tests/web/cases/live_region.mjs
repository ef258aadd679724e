// A screen reader is told that the canvas is an application, and, while it learns, how far it is.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&lang=en' });
  const live = () => visit.evaluate(() => document.getElementById('live').textContent);
  await visit.click('play');
  await visit.until('the progress is told', async () => /^Epoch \d+, test loss [\d.]+, accuracy \d+ %$/.test(await live()));
  const canvas = await visit.evaluate(() => {
    const { attributes } = document.getElementById('canvas');
    return [attributes.role.value, attributes['aria-label'].value, attributes.tabindex.value];
  });
  assert.deepEqual(canvas, ['application', 'Neural network playground', '0']);
};
