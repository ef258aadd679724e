// Chinese and back while it runs: the page follows, the font comes only now, and the link keeps it.
import assert from 'node:assert/strict';

const lang = (visit) => visit.evaluate(() => document.documentElement.lang);
const font = '/fonts/noto-sc.ttf';

export default async ({ open, site }) => {
  const visit = await open({ hash: 'v=1&lang=en' });
  await visit.click('play');
  await visit.click('language');
  await visit.until('the page is Chinese', async () => (await lang(visit)) === 'zh-CN');
  await visit.until('the Chinese font was fetched', () => site.requests.includes(font));
  const shown = await visit.evaluate(() => [...document.querySelectorAll('#lesson article')].filter((a) => a.offsetParent).map((a) => a.lang));
  assert.deepEqual(shown, ['zh-CN']);
  await visit.state_when('it still learns', (s) => s.playing && s.step > 20);
  await visit.until('the link says so', async () => (await visit.hash()).includes('lang=zh'));
  await visit.click('language');
  await visit.until('the page is English', async () => (await lang(visit)) === 'en');
};
