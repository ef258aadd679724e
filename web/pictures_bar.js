// The bar at the foot of the canvas that asks for the files of a data set, and shows how they come along.
import {kMirrors} from './picture_mirrors.js';
import {text} from './text.js';

export class PicturesBar {
  /// on_files(files), on_address(address), on_retry(), on_close()
  constructor(handlers) {
    Object.assign(this, {handlers, note: null});
  }

  /// key: the sentence, which names the data set; problem: {key, values} of what went wrong, or null.
  open(dataset, key, problem = null) {
    const loading = key === 'pictures_loading';
    if (!this.note || this.dataset !== dataset) this.build(dataset);
    this.said = {key, problem};
    const hadFocus = this.note.contains(document.activeElement);
    this.bar.hidden = !loading;
    this.ways.hidden = loading;
    this.retry.hidden = !problem;
    this.note.show();
    // What was used is hidden now; not to a button, which the same key press would press too.
    if (hadFocus && loading) this.note.focus({preventScroll: true});
  }

  close() {
    this.note?.remove();
    this.note = null;
  }

  sentence() {
    const {key, problem} = this.said;
    const first = text(key, {name: text(`dataset_${this.dataset}`)});
    return problem ? `${text(problem.key, problem.values)} ${first}` : first;
  }

  show_fraction(fraction) {
    if (this.note) this.bar.value = fraction;
  }

  build(dataset) {
    this.close();
    this.dataset = dataset;
    const note = (this.note = document.createElement('div'));
    note.className = 'note pictures';
    note.tabIndex = -1;
    note.dataset.key = 'pictures';
    note.setAttribute('role', 'group');
    const line = add(note, 'span');
    line.id = 'pictures-sentence';
    note.setAttribute('aria-labelledby', line.id);
    const relabel = [];
    const button = (parent, name, label, action) => {
      const made = add(parent, 'button', {type: 'button', className: 'quiet', name});
      made.onclick = action;
      relabel.push(() => (made.textContent = label()));
      return made;
    };
    button(note, 'close', () => text('close'), () => this.leave());
    this.bar = add(note, 'progress', {max: 1, value: 0});
    this.bar.setAttribute('aria-labelledby', line.id);
    this.ways = add(note, 'div', {className: 'ways'});
    this.add_choice(this.ways, button);
    for (const {name, address} of kMirrors[dataset] ?? []) {
      button(this.ways, 'mirror', () => text('pictures_mirror', {name}), () => this.handlers.on_address(address));
    }
    this.add_address(this.ways, button, relabel);
    this.retry = button(this.ways, 'retry', () => text('try_again'), () => this.handlers.on_retry());
    note.addEventListener('keydown', ({key}) => key === 'Escape' && this.leave());
    note.show = () => {
      line.textContent = this.sentence();
      for (const action of relabel) action();
    };
    document.getElementById('notes').append(note);
  }

  add_choice(parent, button) {
    const input = add(parent, 'input', {type: 'file', multiple: true, hidden: true});
    input.onchange = () => {
      const files = [...input.files];
      input.value = '';  // so that the same files can be chosen again
      if (files.length > 0) this.handlers.on_files(files);
    };
    button(parent, 'choose', () => text('pictures_choose'), () => input.click());
  }

  add_address(parent, button, relabel) {
    const input = add(parent, 'input', {type: 'url', name: 'address', spellcheck: false});
    const load = () => input.value.trim() && this.handlers.on_address(input.value);
    relabel.push(() => {
      input.placeholder = text('pictures_address');
      input.setAttribute('aria-label', text('pictures_address'));
    });
    input.addEventListener('keydown', ({key}) => key === 'Enter' && load());
    button(parent, 'load', () => text('pictures_load'), load);
  }

  leave() {
    this.close();
    document.getElementById('canvas').focus({preventScroll: true});
    this.handlers.on_close();
  }
}

function add(parent, tag, properties = {}) {
  return Object.assign(parent.appendChild(document.createElement(tag)), properties);
}
