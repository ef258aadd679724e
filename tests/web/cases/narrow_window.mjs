// A window of 390 pixels: everything is inside, the canvas is sharp, and play can be pressed.
import { set_viewport } from '../support/viewport.mjs';
import assert from 'node:assert/strict';

export default async ({ open }) => {
  const visit = await open();
  for (const [width, height, scale] of [[390, 844, 1], [400, 850, 3], [820, 1180, 2], [1920, 1080, 1], [1280, 800, 1.25], [390, 844, 2]]) {
    await set_viewport(visit.page, { width, height, deviceScaleFactor: scale });
    await visit.until(`the canvas follows to ${width}x${height} at ${scale}`, () =>
      visit.evaluate((scale) => {
        const canvas = document.getElementById('canvas');
        const { width, height } = canvas.getBoundingClientRect();
        const near = (a, b) => Math.abs(a - b) <= 1;
        return devicePixelRatio === scale && near(canvas.width, width * scale) && near(canvas.height, height * scale);
      }, scale));
    assert.ok(await visit.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page must not scroll sideways');
    const play = await visit.place('play');
    assert.ok(play.x >= 0 && play.x + play.w <= width && play.y + play.h <= height, `play is outside at ${width}`);
  }
  for (const [width, height] of [[844, 390], [667, 375]]) {
    await set_viewport(visit.page, { width, height, deviceScaleFactor: 2 });
    const bar = await visit.until(`the tabs of a phone on its side, ${width}x${height}`, () => visit.place('tab.data'));
    assert.ok(bar.y + bar.h <= height, `the tabs end at ${bar.y + bar.h} of ${height}`);
  }
  await set_viewport(visit.page, { width: 390, height: 844, deviceScaleFactor: 2 });
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 20);
};
