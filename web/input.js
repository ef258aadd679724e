// Mouse, touch, pen, wheel and keys, from the canvas to the shell, so that the page stays a page: it scrolls under
// wheel and finger, the keyboard gets in and out, and the browser keeps its shortcuts.

const kChange = {pointermove: 0, pointerdown: 1, pointerup: 2, pointerleave: 3, pointercancel: 3};
const kButton = [0, 2, 1];  // DOM: left, middle, right; ImGui: left, right, middle
const kKind = {mouse: 0, touch: 1, pen: 2};

/// shell: the functions of shell_host.js; each may return what it decided.
export function listen(canvas, shell) {
  const place = (event) => {
    const rect = canvas.getBoundingClientRect();
    return [event.clientX - rect.left, event.clientY - rect.top];
  };
  const pressed = new Set();

  const pointer = (event) => {
    if (!event.isPrimary) return;
    const kind = kKind[event.pointerType] ?? 0;
    const [x, y] = place(event);
    if (event.type === 'pointerdown') {
      canvas.setPointerCapture(event.pointerId);  // a drag goes on outside, even outside the window
      canvas.focus({preventScroll: true});
      pressed.add(event.button);
    }
    if (event.type === 'pointerleave' && pressed.size > 0) return;
    if (event.type === 'pointercancel') {  // the browser scrolls now: let go, elsewhere, so that nothing is clicked
      for (const button of pressed) shell.pointer(2, -1e6, -1e6, kButton[button] ?? 0, kind);
      pressed.clear();
    }
    // Browsers give one move a frame; what is drawn by hand wants those in between as well.
    const between = event.type === 'pointermove' && pressed.size > 0 ? event.getCoalescedEvents?.() ?? [] : [];
    for (const move of between.slice(0, -1)) shell.pointer(kChange.pointermove, ...place(move), 0, kind);
    shell.pointer(kChange[event.type], x, y, kButton[event.button] ?? 0, kind);
    if (event.type === 'pointerup') {
      pressed.delete(event.button);
      if (kind === 1) shell.pointer(3, 0, 0, 0, kind);  // a finger that is gone hovers nowhere
    }
  };
  for (const type of Object.keys(kChange)) canvas.addEventListener(type, pointer);

  listen_touch(canvas, shell, place);

  canvas.addEventListener('wheel', (event) => {
    if (document.activeElement !== canvas || event.ctrlKey || event.metaKey) return;
    const unit = [1 / 100, 1 / 3, 1][event.deltaMode];  // pixels, lines, pages, to ImGui's notches
    if (shell.wheel(-event.deltaX * unit, -event.deltaY * unit)) event.preventDefault();
  }, {passive: false});

  listen_keys(canvas, shell);
}

// A finger that moves sideways belongs to the canvas (sliders), one that moves up or down to the page, unless something
// under it can still scroll that way. Its first move decides, for as long as it stays down.
function listen_touch(canvas, shell, place) {
  let start = null;
  let ours;
  canvas.addEventListener('touchstart', (event) => {
    start = event.touches.length === 1 ? place(event.touches[0]) : null;
    ours = undefined;
  }, {passive: true});
  canvas.addEventListener('touchmove', (event) => {
    if (!start) return;
    if (ours === undefined) {
      const [x, y] = place(event.touches[0]);
      ours = Math.abs(x - start[0]) > Math.abs(y - start[1]) || shell.scroll_is_wanted(y - start[1]);
    }
    if (ours && event.cancelable) event.preventDefault();
  }, {passive: false});
}

const kModifierKeys = ['Control', 'Meta', 'Shift', 'Alt'];

/// Shortcuts with Ctrl, Cmd or Alt are the browser's, except undo and redo.
function is_browsers(event) {
  if (kModifierKeys.includes(event.key)) return false;
  if (event.altKey) return true;
  return (event.ctrlKey || event.metaKey) && !['KeyZ', 'KeyY'].includes(event.code);
}

function listen_keys(canvas, shell) {
  const modifiers = (event) =>
    (event.ctrlKey ? 1 : 0) | (event.shiftKey ? 2 : 0) | (event.altKey ? 4 : 0) | (event.metaKey ? 8 : 0);
  canvas.addEventListener('keydown', (event) => {
    if (event.isComposing || is_browsers(event)) return;
    if (event.code === 'Tab') {
      if (!shell.tab_leaves(event.shiftKey)) event.preventDefault();
      return;
    }
    if (shell.key(event.code, true, modifiers(event))) event.preventDefault();
  });
  canvas.addEventListener('keyup', (event) => shell.key(event.code, false, modifiers(event)));
  // The page shows that the canvas has the focus only to who came by keyboard.
  let by_key = false;
  document.addEventListener('keydown', () => (by_key = true), true);
  document.addEventListener('pointerdown', () => (by_key = false), true);
  canvas.addEventListener('focus', () => {
    canvas.classList.toggle('by-key', by_key);
    shell.focus(true);
  });
  canvas.addEventListener('blur', () => shell.focus(false));
}
