// Share: the link is copied where the browser allows it, and stands in a field to be selected in any case.
import assert from 'node:assert/strict';

export default async ({ open }) => {
  for (const before of [undefined, () => Object.defineProperty(navigator, 'clipboard', { value: undefined })]) {
    const visit = await open({ hash: 'v=1&dataset.type=circle&lang=en', before });
    await visit.click('share');
    const field = await visit.until('the link is shown', () => visit.evaluate(() => document.querySelector('.note input')?.value));
    assert.match(field, /^http.*#v=1.*dataset\.type=circle/);
    if (before) await visit.note('copy');
    await (await visit.page.$('.note button')).click();
    await visit.until('the note is gone', () => visit.evaluate(() => !document.querySelector('.note')));
  }
};
