// Tab gets into the canvas and out again at its end; the browser keeps its own shortcuts; keys need the focus.
import assert from 'node:assert/strict';

const focused = (visit) => visit.evaluate(() => document.activeElement.id || document.activeElement.tagName);

export default async ({ open, print }) => {
  const visit = await open();
  const { keyboard } = visit.page;
  await visit.evaluate(() => document.body.focus());
  await keyboard.press('Tab');
  await visit.until('Tab gets in', async () => (await focused(visit)) === 'canvas');

  let presses = 0;
  for (; presses < 300 && (await focused(visit)) === 'canvas'; ++presses) await keyboard.press('Tab');
  print(`${presses} controls`);
  assert.ok(presses > 5, `Tab must walk through the controls, but left after ${presses}`);
  assert.notEqual(await focused(visit), 'canvas', 'Tab must get out');
  assert.equal(await visit.evaluate(() => !!document.activeElement.closest('#lesson')), true, 'on into the lesson');
  await keyboard.down('Shift');
  await keyboard.press('Tab');
  await keyboard.up('Shift');
  await visit.until('Shift+Tab gets back in', async () => (await focused(visit)) === 'canvas');

  const kept = await visit.evaluate(() => {
    const press = (init) => {
      const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
      document.getElementById('canvas').dispatchEvent(event);
      return event.defaultPrevented;
    };
    return [
      { code: 'KeyR', key: 'r', ctrlKey: true }, { code: 'KeyL', key: 'l', metaKey: true }, { code: 'F5', key: 'F5' }, { code: 'F11', key: 'F11' },
      { code: 'F12', key: 'F12' }, { code: 'KeyW', key: 'w', ctrlKey: true }, { code: 'Equal', key: '+', ctrlKey: true }, { code: 'ArrowLeft', key: 'ArrowLeft', altKey: true },
    ].filter(press);
  });
  assert.deepEqual(kept, [], "the browser's shortcuts must reach it");

  await visit.evaluate(() => document.getElementById('canvas').focus());
  await keyboard.press('Escape');
  await visit.until('Esc gives the keys back to the page', async () => (await focused(visit)) !== 'canvas');
  await visit.evaluate(() => document.getElementById('canvas').focus());
  await keyboard.press(' ');
  await visit.state_when('Space plays', (s) => s.playing && s.step > 0);
};
