// One open page, driven like a person: it looks for a control, moves the mouse there and presses.
import assert from 'node:assert/strict';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const kLimitMs = 45_000;  // generous: a busy machine is no failure

export class Visit {
  /// frame: where our page is, when it stands inside another; left, top: where that frame begins in the window.
  /// lives_with: what the browser may complain of, because the test causes it.
  constructor(page, { frame = page, left = 0, top = 0, lives_with = /^$/ } = {}) {
    this.page = page;
    this.frame = frame;
    this.corner = { left, top };
    this.errors = [];
    page.on('pageerror', (error) => {
      // Firefox reports what the page lives with: another way is taken when a Worker is refused.
      if (!/Content-Security-Policy|may not load data from .*engine_host\.js/.test(error) && !lives_with.test(error)) this.errors.push(String(error));
    });
  }

  /// Asks `probe` (run here) until it gives something true, and returns that.
  async until(what, probe, limit_ms = kLimitMs) {
    const end = Date.now() + limit_ms;
    for (let last;;) {
      try {
        const value = await probe();
        if (value) return value;
        last = value;
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        last = error;
      }
      if (Date.now() > end) assert.fail(`waited in vain until ${what} (last: ${last?.message ?? JSON.stringify(last)})`);
      await pause(40);
    }
  }

  evaluate(action, ...values) {
    return this.frame.evaluate(action, ...values);
  }

  async ready() {
    await this.until('the playground is there', () => this.evaluate(() => window.downhill?.state().parameters > 0));
    return this;
  }
  /// What the application tells, and the fields of its link ({'dataset.type': 'circle'}; absent: the default).
  async state() {
    const state = await this.evaluate(() => window.downhill.state());
    return { ...state, playing: state.state === 'playing', fields: Object.fromEntries(new URLSearchParams(state.link)) };
  }
  /// The state, once it is as wanted.
  async state_when(what, wanted) {
    let state;
    return this.until(what, async () => wanted((state = await this.state())) && state).catch((error) => {
      throw new assert.AssertionError({ message: `${error.message}; the state: ${JSON.stringify(state)}` });
    });
  }
  frames() {
    return this.evaluate(() => window.downhill.frames());
  }
  engine() {
    return this.evaluate(() => window.downhill.engine());
  }
  hash() {
    return this.evaluate(() => location.hash);
  }

  /// Where a control stands in the window, once it was drawn and stands still: the same over two frames, or nothing was
  /// drawn for a while.
  async place(id) {
    let seen = { place: '', first: 0 };
    let drawn = { frames: -1, time: 0 };
    return this.until(`"${id}" is on the screen`, async () => {
      const { place, frames } = await this.evaluate((id) => {
        const rect = window.downhill.rect(id);
        const canvas = document.getElementById('canvas').getBoundingClientRect();
        return { place: rect && { x: rect.x + canvas.x, y: rect.y + canvas.y, w: rect.w, h: rect.h }, frames: window.downhill.frames() };
      }, id);
      if (place) (place.x += this.corner.left), (place.y += this.corner.top);
      if (frames !== drawn.frames) drawn = { frames, time: Date.now() };
      if (JSON.stringify(place) !== seen.place) seen = { place: JSON.stringify(place), first: frames };
      return (frames >= seen.first + 2 || Date.now() > drawn.time + 250) && place;
    });
  }
  async has(id) {
    return this.evaluate((id) => window.downhill.rect(id) !== null, id);
  }
  async click(id, { x = 0.5, y = 0.5 } = {}) {
    const place = await this.place(id);
    await this.page.mouse.click(place.x + x * place.w, place.y + y * place.h);
  }
  /// Presses at one part of a control's width and lets go at another.
  async drag(id, from, to) {
    const { x, y, w, h } = await this.place(id);
    await this.page.mouse.move(x + from * w, y + h / 2);
    await this.page.mouse.down();
    for (let i = 1; i <= 6; ++i) await this.page.mouse.move(x + (from + ((to - from) * i) / 6) * w, y + h / 2);
    await this.page.mouse.up();
  }
  /// Types into the HTML field that the page laid over the canvas.
  async type_into_field(text, key = 'Enter') {
    await this.until('a text field is open', () => this.evaluate(() => document.activeElement?.matches('#fields input') ?? false));
    await this.page.keyboard.type(text);
    await this.page.keyboard.press(key);
    await this.until('the text field is closed', () => this.evaluate(() => !document.querySelector('#fields input')));
  }

  /// No frame is drawn any more (but something may start one later).
  async settled() {
    let before = -1;
    await this.until('the page is at rest', async () => {
      const now = await this.frames();
      const same = now === before;
      before = now;
      await pause(400);
      return same;
    });
  }
  /// The whole sentence of the failure poster, or of a note at the foot.
  failure() {
    return this.until('the page says what is wrong', () =>
      this.evaluate(() => {
        const poster = document.getElementById('poster');
        return poster.dataset.failure && { key: poster.dataset.failure, sentence: document.getElementById('message').textContent };
      }));
  }
  note(key) {
    return this.until(`the page shows the note "${key}"`, () =>
      this.evaluate((key) => document.querySelector(`.note[data-key="${key}"] span`)?.textContent, key));
  }
  /// The same, once it says what is wanted.
  async note_says(key, wanted) {
    return this.until(`the note "${key}" says ${wanted}`, async () => {
      const said = await this.evaluate((key) => document.querySelector(`.note[data-key="${key}"] span`)?.textContent, key);
      if (!wanted.test(said)) throw new Error(said);
      return said;
    });
  }
}
