// An HTML <input> over the canvas where a number is typed: it brings IME, the phone's keyboard and the clipboard.

export class TextField {
  /// on_commit(id, value), on_cancel(id)
  constructor(parent, canvas, {on_commit, on_cancel}) {
    Object.assign(this, {parent, canvas, on_commit, on_cancel, input: null});
  }

  open({id, x, y, w, h, value, label}) {
    if (this.input?.dataset.id === id) {  // the canvas was laid out again under it
      this.place(x, y, w, h);
      return;
    }
    this.close();
    const input = document.createElement('input');
    input.type = 'text';
    input.inputMode = /^[-+\d.eE]*$/.test(value) ? 'decimal' : 'text';
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.value = value;
    input.dataset.id = id;
    input.setAttribute('aria-label', label);
    input.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Enter') this.finish(true);
      else if (event.key === 'Escape') this.finish(false);
      else return;
      event.preventDefault();
    });
    input.addEventListener('blur', () => this.finish(true, false));
    this.input = input;
    this.place(x, y, w, h);
    this.parent.append(input);
    input.focus({preventScroll: true});
    input.select();
  }

  place(x, y, w, h) {
    const style = this.input.style;
    style.left = `${x}px`;
    style.top = `${y}px`;
    style.width = `${w}px`;
    style.height = `${h}px`;
    // A phone zooms into the page when what is typed is smaller than 16 px.
    style.fontSize = matchMedia('(pointer: coarse)').matches ? '16px' : '13px';
  }

  finish(commit, refocus = true) {
    const input = this.input;
    if (!input) return;
    this.close();
    if (refocus) this.canvas.focus({preventScroll: true});
    if (commit) this.on_commit(input.dataset.id, input.value);
    else this.on_cancel(input.dataset.id);
  }

  /// Without a word to the application: it knows.
  close() {
    const input = this.input;
    this.input = null;  // first, since removing it makes it blur
    input?.remove();
  }
}
