// Starts the page: asks what the browser can do, fetches both programs with progress, and puts the parts together.
import {make_debug} from './debug.js';
import {EngineLink, load_classic} from './engine_link.js';
import * as features from './features.js';
import {compile, fetch_bytes, LoadError} from './fetch_bytes.js';
import {listen} from './input.js';
import * as page from './page.js';
import {Pictures} from './pictures.js';
import {appearance_of, complete, lab_of} from './preference.js';
import {kFonts, ShellHost} from './shell_host.js';
import {watch_context, watch_size} from './surface.js';

const canvas = document.getElementById('canvas');
const kChinese = 3;  // index of the font that only Chinese needs

const current_hash = () => location.hash.slice(1);

function missing_feature() {
  if (!features.has_wasm()) return 'no_wasm';
  if (!features.has_simd()) return 'no_simd';
  return features.has_webgl2() ? '' : 'no_webgl2';
}

/// Everything the first frame needs, in parallel, with one progress bar over all bytes.
async function fetch_all(variant, fonts) {
  const sizes = parse_sizes();
  const files = ['shell.wasm', `engine-${variant}.wasm`, ...fonts.map((index) => kFonts[index])];
  const total = files.reduce((sum, file) => sum + (sizes[file] ?? 0), 0);
  let loaded = 0;
  const on_bytes = (count) => {
    loaded += count;
    if (total > 0) page.show_progress(Math.min(1, loaded / total));
  };
  const script = load_classic('shell.js').catch(() => {
    throw new LoadError('missing', 'shell.js', 'the script could not be loaded');
  });
  const [shell, engine, ...rest] = await Promise.all([...files.map((file) => fetch_bytes(file, sizes[file], on_bytes)), script]);
  const [shell_module] = await Promise.all([compile('shell.wasm', shell), compile(`engine-${variant}.wasm`, engine)]);
  return {shell_module, engine, fonts: fonts.map((index, i) => [index, rest[i]])};
}

// tools/site.mjs writes the sizes into the page; a page that was not built has none.
function parse_sizes() {
  try {
    return JSON.parse(document.documentElement.dataset.files);
  } catch {
    return {};
  }
}

async function create_shell(host, module) {
  try {
    return await self.createShell({
      canvas,
      host: host.wishes,
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(module, imports).then((instance) => done(instance, module), refuse);
        return {};
      },
      onAbort: (reason) => console.error(reason),
    });
  } catch (error) {
    return refuse(error);
  }
  function refuse(error) {
    throw new LoadError('broken', 'shell.wasm', String(error));
  }
}

function connect(host, link) {
  listen(canvas, host);
  watch_context(canvas, {
    on_lost: () => page.show_note('context_lost'),
    on_restored() {
      page.hide_note('context_lost');
      page.show_note('context_back', {seconds: 4});
      host.call('context_restored');
    },
  });
  window.addEventListener('hashchange', ({newURL}) => {
    const root = document.documentElement;
    const address = new URL(newURL).hash;
    host.open(complete(address.slice(1), {language: root.lang === 'en' ? 'en' : 'zh', theme: root.dataset.theme}), address);
  });
  document.getElementById('lesson').addEventListener('click', (event) => {
    if (event.target.closest('a[href^="#"]')) document.getElementById('app').scrollIntoView();
  });
  document.addEventListener('visibilitychange', () => document.hidden || host.request_frame());
  link.ready.then(() => {
    if (link.kind === 'main thread' && link.homes[0] !== 'main') page.show_note('on_page', {seconds: 12});
  });
}

async function boot() {
  const appearance = appearance_of(current_hash());
  page.set_appearance(appearance.language, appearance.theme);
  page.set_lab(document.querySelector(`#lesson [data-lab="${lab_of(current_hash())}"]`) ? lab_of(current_hash()) : 'playground');
  page.show_progress(0);
  const missing = missing_feature();
  if (missing) return page.show_failure(missing);

  const {variant, homes} = features.choose_engine(location.search);
  const fonts = [0, 1, 2, ...(appearance.language === 'zh' ? [kChinese] : [])];
  const files = await fetch_all(variant, fonts);
  page.show_progress(1, 'starting');

  const debug = make_debug(variant);
  const host = new ShellHost(canvas, {
    on_death: (error) => page.show_failure('trap', {}, String(error)),
    on_frame: debug.on_frame,
  });
  const link = new EngineLink({
    script: `engine-${variant}.js`,
    wasm: files.engine,
    homes,
    on_events(events) {
      host.pictures.watch(events);
      debug.timed('message', () => host.take_events(events));
    },
    before_all: () => host.pictures?.again() ?? [],
    on_slice: (run) => debug.timed('slice', run),
    on_change: () => host.call('invalidate'),
  });
  host.link = link;
  host.pictures = new Pictures({link, progress: (...values) => host.pictures_progress(...values), state: () => host.state(), take_picture: host.take_picture.bind(host)});
  host.module = await create_shell(host, files.shell_module);
  for (const [index, bytes] of files.fonts) host.give_font(index, bytes);
  if (!host.start(complete(current_hash(), appearance))) return host.dead || page.show_failure('no_webgl2');
  watch_size(canvas, (width, height, scale) => {
    host.call('resize', width, height, scale, /Mac|iPhone|iPad/.test(navigator.platform) ? 1 : 0);
    host.frame();
  });
  connect(host, link);
  debug.open(host, link);
  page.hide_poster();
}

boot().catch((error) => {
  console.error(error);
  if (error instanceof LoadError) page.show_failure(error.code, {file: error.file}, error.message);
  else page.show_failure('trap', {}, String(error));
});
