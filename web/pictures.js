// Pictures from files: gets the files of a data set from wherever they are, gives them to the engine, whole or not at
// all, and gives them again to every new engine.
import {PictureError} from './idx.js';
import {announce, show_note} from './page.js';
import {is_own_picture, read_own_picture} from './own_picture.js';
import {identify} from './picture_checksums.js';
import {read_set} from './picture_reader.js';
import {fetch_folder, forget, keep, kept, recognise} from './picture_sources.js';
import {PicturesBar} from './pictures_bar.js';
import {text} from './text.js';

const kRejected = 1, kSupplied = 6;  // places among the events of core/session/protocol.hpp

export class Pictures {
  /// progress(dataset, fraction, problem), take_picture(): for the application. state(): what it tells.
  constructor({link, progress, state, take_picture}) {
    Object.assign(this, {link, state, take_picture, asked: '', held: new Map(), facts: {}, work: null, delivery: null});
    this.abort = new AbortController();
    this.told = -1;
    this.progress = (dataset, fraction, problem = '') => {
      this.bar.show_fraction(Math.max(0, fraction));
      if (!problem && fraction < 1 && Math.abs(fraction - this.told) < 0.01) return;
      this.told = fraction;
      progress(dataset, fraction, problem);
    };
    this.bar = new PicturesBar({
      on_files: (files) => this.take_files(files),
      on_address: (address) => this.take_address(address),
      on_retry: () => this.load(this.asked),
      on_close: () => this.give_up(text('pictures_closed', {name: this.name()})),
    });
    this.accept_drops();
  }

  name(dataset = this.asked) {
    return text(`dataset_${dataset || 'idx'}`);
  }

  // ---- ways in ----

  /// The application wants this data set: what was kept, else the files beside the page, else the reader is asked.
  load(dataset) {
    this.asked = dataset;
    return this.run(async (signal) => {
      if (await this.load_kept(dataset, signal)) return;
      this.bar.open(dataset, 'pictures_loading');
      await this.load_folder(dataset, new URL(`data/${dataset}/`, document.baseURI), signal).catch((error) => {
        if (error instanceof PictureError) error.values.beside = true;
        throw error;
      });
    });
  }

  take_address(typed) {
    return this.run(async (signal) => {
      let address = null;
      try {
        address = new URL(typed.trim().replace(/[^/]*\.gz$|\/?$/, '') + '/', document.baseURI);
      } catch {
        throw new PictureError('picture_address', {file: typed});
      }
      this.bar.open(this.asked, 'pictures_loading');
      await this.load_folder(this.asked, address, signal);
    });
  }

  take_files(files) {
    return this.run(async (signal) => {
      const set = await recognise(files);
      const known = await identify(set);
      const dataset = known ? known.dataset || 'idx' : this.asked || 'idx';
      await this.supply(dataset, set, known, signal);
    });
  }

  accept_drops() {
    const has_files = (event) => event.dataTransfer?.types.includes('Files');
    window.addEventListener('dragover', (event) => has_files(event) && event.preventDefault());
    window.addEventListener('drop', (event) => {
      if (!has_files(event) || event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      const files = [...event.dataTransfer.files];
      if (files.some(is_own_picture)) this.take_own(files.find(is_own_picture));
      else this.take_files(files);
    });
  }

  /// A picture to be read, PNG or JPEG; the newest one, however long each takes.
  async take_own(file) {
    const wish = (this.own = {});
    try {
      const picture = await read_own_picture(file);
      if (wish !== this.own) return;
      if (!this.take_picture(picture)) throw new PictureError('own_blank', {file: file.name});
      announce(text('own_here', {file: file.name}));
    } catch (error) {
      if (!(error instanceof PictureError)) console.error(error);
      const [key, values] = error instanceof PictureError ? [error.key, error.values] : ['own_damaged', {file: file.name}];
      show_note(key, {values});
      announce(text(key, values));
    }
  }

  choose_own() {
    const input = Object.assign(document.createElement('input'), {type: 'file', accept: 'image/png,image/jpeg'});
    input.onchange = () => input.files.length > 0 && this.take_own(input.files[0]);
    input.click();
  }

  // ---- what happens on the way ----

  /// The newest wish counts: one under way is stopped.
  async run(action) {
    this.abort.abort();
    const {signal} = (this.abort = new AbortController());
    await this.work;
    if (signal.aborted) return;
    this.work = action(signal).catch((error) => signal.aborted || this.fail(error));
    await this.work;
  }

  async load_kept(dataset, signal) {
    const set = await kept(dataset).catch(() => null);
    if (!set) return false;
    try {
      await this.supply(dataset, set, undefined, signal);
      return true;
    } catch (error) {  // storage is only a convenience
      console.warn(error);
      await forget(dataset);
      return false;
    }
  }

  async load_folder(dataset, address, signal) {
    const set = await fetch_folder(address, signal, (fraction) => this.progress(dataset, 0.9 * fraction));
    await this.supply(dataset, set, await identify(set), signal);
  }

  /// known: what identify() said; undefined: was here before, nothing needs to be said about it.
  async supply(dataset, set, known, signal) {
    const parts = await read_set(dataset, set);
    const [train, test] = parts.map(({count}) => count);
    while (this.link.state === 'starting') await this.link.ready;
    if (signal.aborted) return;
    this.held.set(dataset, set);
    const taken = await this.deliver(parts.map(({bytes}) => bytes));
    if (!taken) return this.refused(dataset);
    this.facts[dataset] = {train, test, published: known ? known.published : null};
    if (known !== undefined) this.held.set(dataset, await keep(dataset, set));
    this.arrived(dataset, known);
  }

  /// True when the engine has taken all of them. A new engine that is given them again counts too.
  deliver(messages) {
    return new Promise((done) => {
      this.delivery = {left: messages.length, done};
      for (const bytes of messages) this.link.send(bytes);
    });
  }

  /// Reads along what the engine says to the application.
  watch(events) {
    for (const bytes of events) {
      const view = new DataView(bytes);
      const [kind, run] = [view.getUint16(4, true), view.getUint32(6, true)];
      if (kind === kSupplied && this.delivery && --this.delivery.left === 0) this.delivery.done(true);
      if (kind === kRejected && run === 0) this.delivery?.done(false);
    }
  }

  arrived(dataset, known) {
    const {train, test} = this.facts[dataset];
    const asked = this.asked;
    this.asked = '';
    this.bar.close();
    if (known === undefined) return;
    const key = known?.published ? 'pictures_published' : known ? 'pictures_other' : 'pictures_here';
    const action = asked ? null : {key: 'pictures_learn', run: () => this.learn_from(dataset)};
    show_note(key, {seconds: asked ? 10 : 0, values: {name: () => this.name(dataset), train, test}, action});
    announce(text(key, {name: this.name(dataset), train, test}));
    if (asked && asked !== dataset) this.learn_from(dataset, asked);
  }

  /// Opens the link of what is on the screen, with these pictures as its data.
  learn_from(dataset, instead_of = '') {
    const fields = this.state().link.split('&');
    if (instead_of) this.progress(instead_of, 0, text('pictures_instead', {name: this.name(instead_of)}));
    const own = (field) => !/^(dataset|layers|inputs|loss)\b/.test(field);
    const next = instead_of ? fields.filter((field) => !field.startsWith('dataset.type=')) : [...fields.filter(own), 'layers=10'];
    location.hash = [...next, `dataset.type=${dataset}`].join('&');
  }

  // The application shows the engine's own sentence.
  async refused(dataset) {
    this.held.delete(dataset);
    this.asked = '';
    this.bar.close();
    await forget(dataset);
  }

  fail(error) {
    const known = error instanceof PictureError;
    if (!known) console.error(error);
    const [key, values] = known ? [error.key, error.values] : ['picture_failed', {file: String(error)}];
    if (this.asked && key === 'picture_absent' && values.beside) this.bar.open(this.asked, 'pictures_absent');
    else if (this.asked) this.bar.open(this.asked, 'pictures_ways', {key, values});
    else show_note(key, {values});
    if (this.asked) this.progress(this.asked, -1);  // it waits for the reader now
    announce(this.asked ? this.bar.sentence() : text(key, values));
  }

  give_up(sentence) {
    this.abort.abort();
    const dataset = this.asked;
    this.asked = '';
    if (dataset) this.progress(dataset, 0, sentence);
  }

  // ---- a new engine ----

  /// Everything the engine was given, again: messages that go before all others.
  async again() {
    const messages = [];
    for (const [dataset, set] of this.held) {
      try {
        messages.push(...(await read_set(dataset, set)).map(({bytes}) => bytes));
      } catch (error) {  // the browser has cleared its storage meanwhile
        this.held.delete(dataset);
        this.fail(error);
      }
    }
    return messages;
  }
}
