// The HTML around the canvas: language and theme, the poster while loading, small notes, the live region.
import {set_text_language, text} from './text.js';

const find = (id) => document.getElementById(id);
const root = document.documentElement;

/// language: 'en' | 'zh'; theme: 'light' | 'dark' | 'auto'.
export function set_appearance(language, theme) {
  set_text_language(language);
  root.lang = language === 'zh' ? 'zh-CN' : 'en';
  root.dataset.theme = theme;
  show_lab_title();
  const page_colour = getComputedStyle(root).getPropertyValue('--page').trim();
  document.querySelector('meta[name="theme-color"]').content = page_colour;
  for (const note of document.querySelectorAll('.note')) note.show?.();
}

/// The lab on the screen: its lesson, and its name in the title. Before the application has said it, without the name.
export function set_lab(name, title = '') {
  Object.assign(lab, {name, title});
  for (const article of document.querySelectorAll('#lesson article')) article.hidden = article.dataset.lab !== name;
  show_lab_title();
}

const lab = {name: 'playground', title: ''};

function show_lab_title() {
  const named = lab.title && lab.name !== 'playground';
  document.title = named ? text('lab_title', lab) : text('title');
  find('canvas').setAttribute('aria-label', named ? text('lab_canvas', lab) : text('canvas'));
}

// ---- the poster ----

export function show_progress(fraction, key = 'loading') {
  if (find('poster').dataset.failure) return;  // one file failed, others still arrive
  find('message').textContent = text(key);
  find('bar').setAttribute('aria-valuenow', Math.round(100 * fraction));
  find('bar').firstElementChild.style.transform = `scaleX(${fraction})`;
  document.querySelector('#poster .ball').style.offsetDistance = `${8 + 71 * fraction}%`;
}

export function hide_poster() {
  find('poster').classList.add('gone');
}

export function show_failure(key, values = {}, detail = '') {
  const poster = find('poster');
  poster.classList.remove('gone');
  poster.classList.add('failed');
  poster.dataset.failure = key;
  find('message').textContent = text(key, values);
  find('detail').textContent = detail;
  const again = find('again');
  again.hidden = false;
  again.textContent = text('try_again');
  again.onclick = () => location.reload();
}

// ---- notes at the foot of the canvas ----

/// One note a key. seconds: 0 stays until closed. action: {key, run}, a button beside the sentence.
export function show_note(key, {seconds = 0, field = '', values = {}, action = null} = {}) {
  hide_note(key);
  const note = document.createElement('div');
  note.className = 'note';
  note.dataset.key = key;
  note.setAttribute('role', 'status');
  const sentence = note.appendChild(document.createElement('span'));
  const buttons = [...(action ? [action] : []), {key: 'close', run() {}}].map(({key, run}) => {
    const button = note.appendChild(document.createElement('button'));
    button.type = 'button';
    button.className = 'quiet';
    button.name = key;
    button.onclick = () => {
      note.remove();
      run();
    };
    return [button, key];
  });
  note.show = () => {
    sentence.textContent = text(key, values);
    for (const [button, label] of buttons) button.textContent = text(label);
  };
  note.show();
  if (field) note.append(selectable(field));
  find('notes').append(note);
  if (seconds > 0) setTimeout(() => note.remove(), 1000 * seconds);
  return note;
}

export function hide_note(key) {
  document.querySelector(`.note[data-key="${key}"]`)?.remove();
}

function selectable(value) {
  const input = document.createElement('input');
  input.readOnly = true;
  input.value = value;
  input.setAttribute('aria-label', text('copy'));
  input.onfocus = () => input.select();
  return input;
}

/// Copies the link where the browser lets us, and shows it in a field in any case.
export async function share(link) {
  let copied = false;
  try {
    await navigator.clipboard.writeText(link);
    copied = true;
  } catch {  // no permission, or no clipboard: the field below is enough
  }
  hide_note('copied');
  hide_note('copy');
  const note = show_note(copied ? 'copied' : 'copy', {field: link});
  if (!copied) note.querySelector('input').focus();
}

// ---- what a screen reader says ----

const kAnnounceMs = 5000;
let announced_at = -Infinity;
let pending = 0;

export const may_announce = () => performance.now() - announced_at >= kAnnounceMs;

/// At most one sentence in 5 s; the newest wins.
export function announce(sentence) {
  clearTimeout(pending);
  const wait = announced_at + kAnnounceMs - performance.now();
  const speak = () => {
    announced_at = performance.now();
    find('live').textContent = sentence;
  };
  if (wait <= 0) speak();
  else pending = setTimeout(speak, wait);
}

/// Opens the lesson, or goes back to the canvas when the lesson is what is seen.
export function toggle_lesson() {
  const lesson = find('lesson');
  const seen = lesson.getBoundingClientRect().top < window.innerHeight / 2 && window.scrollY > 0;
  (seen ? find('app') : lesson).scrollIntoView({block: 'start'});
}
