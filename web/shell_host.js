// The page's half of shell/platform/web: runs the shell's frames when there is something to see, answers its wishes,
// and carries bytes between it and the engine.
import {fetch_bytes} from './fetch_bytes.js';
import * as page from './page.js';
import {remember} from './preference.js';
import {text} from './text.js';
import {TextField} from './text_field.js';

export const kFonts = ['inter-regular', 'inter-semibold', 'icons', 'noto-sc'].map((name) => `fonts/${name}.ttf`);
const kCursors = ['default', 'text', 'move', 'ns-resize', 'ew-resize', 'nesw-resize', 'nwse-resize', 'pointer', 'not-allowed'];
const kHiddenMs = 1000;  // a hidden page takes engine events so often, so that they do not pile up

export class ShellHost {
  /// on_death(error): the shell trapped and is not called again.
  constructor(canvas, {on_death, on_frame = () => {}}) {
    Object.assign(this, {canvas, on_death, on_frame, module: null, link: null, dead: false});
    this.events = [];
    this.scheduled = false;
    this.timer = 0;
    this.updated_at = 0;
    this.leaving_by_tab = false;
    this.field = new TextField(document.getElementById('fields'), canvas, {
      on_commit: (id, value) => this.with_texts([id, value], (...at) => this.call('text_committed', ...at)),
      on_cancel: (id) => this.with_texts([id], (...at) => this.call('text_cancelled', ...at)),
    });
    this.wishes = this.make_wishes();
  }

  // ---- into the shell ----

  call(name, ...values) {
    if (this.dead || !this.module) return 0;
    try {
      return this.module[`_downhill_shell_${name}`](...values);
    } catch (error) {  // a trap: nothing in there can be trusted any more
      this.dead = true;
      this.on_death(error);
      return 0;
    } finally {
      if (name !== 'frame') this.request_frame();
    }
  }

  with_texts(texts, action) {
    const {_malloc, _free, stringToUTF8, lengthBytesUTF8} = this.module;
    const places = texts.map((value) => {
      const size = lengthBytesUTF8(value) + 1;
      const at = _malloc(size);
      stringToUTF8(value, at, size);
      return at;
    });
    const result = action(...places);
    places.forEach((at) => _free(at));
    return result;
  }

  // `address` is the hash as the browser shows it for what the application has open.
  start(hash) {
    this.address = location.hash;
    return this.with_texts([hash], (at) => this.call('start', at));
  }
  open(hash, address) {
    this.address = address;
    return this.with_texts([hash], (at) => this.call('open', at));
  }
  give_font(file, bytes) {
    const at = this.module._downhill_shell_font_buffer(file, bytes.length);
    this.module.HEAPU8.set(bytes, at);
    this.call('font_arrived');
  }
  state() {
    return JSON.parse(this.module.UTF8ToString(this.module._downhill_shell_state()));
  }
  rect(id) {
    const at = this.module._malloc(16);
    const found = this.with_texts([id], (name) => this.module._downhill_shell_rect(name, at));
    const view = new DataView(this.module.HEAPU8.buffer, at, 16);
    const [x, y, w, h] = [0, 4, 8, 12].map((offset) => view.getFloat32(offset, true));
    this.module._free(at);
    return found ? {x, y, w, h} : null;
  }

  /// How far the files of a data set are; problem: they will not come.
  pictures_progress(dataset, fraction, problem) {
    this.with_texts([dataset, problem], (name, sentence) => this.call('pictures_progress', name, fraction, sentence));
  }

  /// A grey picture of the reader's own; 0: there is nothing drawn on it.
  take_picture({grey, height, width}) {
    const at = this.module._malloc(grey.length);
    this.module.HEAPU8.set(grey, at);
    const taken = this.call('take_picture', at, height, width);
    this.module._free(at);
    return taken;
  }

  // What input.js asks for.
  pointer(...values) { this.call('pointer', ...values); }
  scroll_is_wanted(dy) { return this.call('scroll_is_wanted', dy); }
  wheel(dx, dy) { return this.call('wheel', dx, dy); }
  focus(focused) { this.call('focus', focused ? 1 : 0); }
  key(code, down, modifiers) {
    return this.with_texts([code], (at) => this.call('key', at, down ? 1 : 0, modifiers));
  }
  tab_leaves(backwards) {
    this.leaving_by_tab = true;
    const leaves = this.call('tab', backwards ? 1 : 0);
    this.leaving_by_tab = false;
    return leaves;
  }

  // ---- frames ----

  request_frame() {
    if (this.scheduled || this.dead) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.frame();
    });
  }

  /// Also called directly when the canvas was resized, so that it is drawn before the browser paints.
  frame() {
    clearTimeout(this.timer);
    const started = performance.now();
    const drawn = this.call('frame');
    if (this.dead || !this.module) return;
    if (drawn) this.on_frame(performance.now() - started, this.module._downhill_shell_build_ms());
    if (drawn && page.may_announce()) this.tell_progress();
    if (this.module._downhill_shell_is_due()) return this.request_frame();
    const sleep = this.module._downhill_shell_sleep_ms();
    if (sleep >= 0) this.timer = setTimeout(() => this.request_frame(), sleep);
  }

  /// Who cannot see the curve hears how far learning is.
  tell_progress() {
    const {state, epoch, test_loss, test_accuracy} = this.state();
    if (state !== 'playing') return;
    const accuracy = test_accuracy === null ? '' : (100 * test_accuracy).toFixed(0);
    page.announce(text(accuracy ? 'progress_accuracy' : 'progress', {epoch: Math.floor(epoch), loss: test_loss?.toFixed(3), accuracy}));
  }

  // ---- the engine ----

  take_events(events) {
    this.events.push(...events);
    if (!document.hidden) return this.request_frame();
    if (performance.now() - this.updated_at < kHiddenMs) return;
    this.updated_at = performance.now();
    this.call('update');
  }

  // ---- out of the shell: what shell/platform/web/*.cpp calls ----

  make_wishes() {
    const engine = {
      send: (bytes) => this.link.send(bytes),
      next_size: () => this.events[0]?.byteLength ?? 0,
      take: () => new Uint8Array(this.events.shift()),
      on_page: () => this.link.kind === 'main thread',
      failure: () => this.link.state === 'failed' ? text(this.link.kind ? 'engine_died' : 'engine_absent') : '',
      restart: () => {
        this.events = [];
        this.link.restart();
      },
    };
    return {
      engine,
      need_font: (file) => this.fetch_font(file),
      request_frame: () => this.request_frame(),
      set_cursor: (cursor) => (this.canvas.style.cursor = kCursors[cursor] ?? 'none'),
      set_hash: (hash) => {
        // Somebody has followed a link that is not open yet: writing now would undo it, and the same link clicked again
        // would then not count as a change.
        if (location.hash !== this.address) return;
        try {
          history.replaceState(null, '', `#${hash}`);
          this.address = location.hash;
        } catch {  // a browser that finds this too often; the next change writes it
        }
      },
      share: (hash) => page.share(`${location.href.split('#')[0]}#${hash}`),
      open_text_field: (request) => this.field.open(request),
      close_text_field: () => this.field.close(),
      choose_picture: () => this.pictures.choose_own(),
      load_pictures: (dataset) => this.pictures.load(dataset),
      open_lesson: () => page.toggle_lesson(),
      set_appearance(language, theme) {
        page.set_appearance(language, theme);
        remember({language, theme});
      },
      set_lab: (name, title) => page.set_lab(name, title),
      announce: (sentence) => page.announce(sentence),
      release_focus: () => {
        if (!this.leaving_by_tab) this.canvas.blur();  // Tab itself moves on from here
      },
      reload: () => location.reload(),
    };
  }

  async fetch_font(file) {
    try {
      this.give_font(file, await fetch_bytes(kFonts[file]));
    } catch (error) {  // text in the other language stays readable
      console.warn(error);
    }
  }
}
