// The size of a page. Firefox 140, which Debian 12 had at first, does not know the orientation of the screen that
// puppeteer sends beside the size; the size itself it takes.
export async function set_viewport(page, viewport) {
  try {
    await page.setViewport(viewport);
  } catch (error) {
    if (!/setScreenOrientationOverride/.test(error.message)) throw error;
    await page.evaluate(() => 0); // answered after the size, which was sent before
  }
}
