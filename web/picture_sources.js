// Where the files of a data set of pictures come from: this browser's own storage, a folder on a server, or the reader.
// A set is {train: {images, labels}, test: the same, or null: a part of train}, each file {file: its name, blob}.
import {limited, peek, PictureError} from './idx.js';

const kCache = 'downhill-pictures-1';

// In the order in which they are fetched: a small one first, to learn whether they are there at all. `share`: of the
// progress bar. `size`: packed, when the server does not tell.
const kFiles = [
  {part: 'train', kind: 'labels', file: 'train-labels-idx1-ubyte', share: 0.01, size: 28881},
  {part: 'train', kind: 'images', file: 'train-images-idx3-ubyte', share: 0.83, size: 9912422},
  {part: 'test', kind: 'labels', file: 't10k-labels-idx1-ubyte', share: 0.01, size: 4542},
  {part: 'test', kind: 'images', file: 't10k-images-idx3-ubyte', share: 0.15, size: 1648877},
];

// ---- this browser's storage ----

const key = (dataset, part, kind) => new URL(`kept-pictures/${dataset}/${part}-${kind}`, document.baseURI).href;

// Missing on pages without https, refused in private windows and sandboxed frames.
async function open_cache() {
  try {
    return await caches.open(kCache);
  } catch {
    return null;
  }
}

/// The set that was kept, or null.
export async function kept(dataset) {
  const cache = await open_cache();
  const set = {train: {}, test: {}};
  for (const {part, kind} of kFiles) {
    const response = await cache?.match(key(dataset, part, kind));
    if (response) set[part][kind] = {file: decodeURIComponent(response.headers.get('X-File') ?? kind), blob: await response.blob()};
  }
  const whole = (part) => part.images && part.labels;
  if (!whole(set.train)) return null;
  return {...set, test: whole(set.test) ? set.test : null};
}

/// Keeps a set, and returns it as it now lies in storage, so that memory need not hold it; as it is when it cannot.
export async function keep(dataset, set) {
  await forget(dataset);
  const cache = await open_cache();
  try {
    for (const {part, kind} of kFiles) {
      const file = set[part]?.[kind];
      if (file) await cache.put(key(dataset, part, kind), new Response(file.blob, {headers: {'X-File': encodeURIComponent(file.file)}}));
    }
    return (await kept(dataset)) ?? set;
  } catch {  // no storage, or not enough of it
    await forget(dataset);
    return set;
  }
}

export async function forget(dataset) {
  const cache = await open_cache();
  for (const {part, kind} of kFiles) await cache?.delete(key(dataset, part, kind));
}

// ---- a server ----

/// null: the server does not have it. Whatever comes of it, the connection does not stay open: some browsers hold one for
/// every body that nobody reads, and have only six for a server.
async function fetch_file(address, file, signal, on_part) {
  const stop = new AbortController();
  const give_up = () => stop.abort();
  signal.addEventListener('abort', give_up);
  if (signal.aborted) give_up();
  try {
    const response = await fetch(address, {signal: stop.signal}).catch((error) => {
      if (signal.aborted) throw error;
      throw new PictureError('picture_offline', {file});
    });
    if (response.status >= 400 && response.status < 500) return null;
    if (!response.ok) throw new PictureError('picture_status', {file, status: response.status});
    return await read_body(response, file, signal, on_part);
  } finally {
    signal.removeEventListener('abort', give_up);
    stop.abort();
  }
}

async function read_body(response, file, signal, on_part) {
  const size = response.headers.get('Content-Encoding') ? 0 : Number(response.headers.get('Content-Length'));
  limited(size, file);
  const pieces = [];
  let got = 0;
  for (const reader = response.body.getReader();;) {
    const {done, value} = await reader.read().catch((error) => {
      if (signal.aborted) throw error;
      throw new PictureError('picture_broken', {file, got, size: size || '?'});
    });
    if (done) return new Blob(pieces);
    pieces.push(value);
    got += value.length;
    limited(got, file);
    on_part(got, size);
  }
}

/// The four files of a folder, packed (.gz) or not. on_progress(0 to 1).
/// Errors   PictureError; 'picture_absent' when not even the first is there
export async function fetch_folder(address, signal, on_progress) {
  const set = {train: {}, test: {}};
  let before = 0;
  for (const {part, kind, file, share, size} of kFiles) {
    const on_part = (got, told) => on_progress(before + share * Math.min(1, got / (told || size)));
    for (const name of [`${file}.gz`, file]) {
      const blob = await fetch_file(new URL(name, address).href, name, signal, on_part);
      if (!blob) continue;
      set[part][kind] = {file: name, blob};
      break;
    }
    if (!set[part][kind]) throw new PictureError(before === 0 ? 'picture_absent' : 'picture_missing', {file: `${file}.gz`});
    before += share;
  }
  return set;
}

// ---- the reader ----

/// Two or four files, packed or not, whatever they are called: what they are is read from their first bytes.
export async function recognise(files) {
  const found = {images: [], labels: []};
  for (const blob of files) {
    limited(blob.size, blob.name);
    const {kind, count} = await peek(blob, blob.name);
    found[kind].push({file: blob.name, blob, count});
  }
  const {images, labels} = found;
  if (images.length !== labels.length || images.length > 2) {
    throw new PictureError('picture_selection', {images: images.length, labels: labels.length});
  }
  // The larger pair is for training; of equal ones the one that is not called a test.
  const is_test = ({file}) => /t10k|test/i.test(file);
  for (const list of [images, labels]) list.sort((a, b) => b.count - a.count || is_test(a) - is_test(b));
  const pairs = images.map((file, i) => ({images: file, labels: labels[i]}));
  return {train: pairs[0], test: pairs[1] ?? null};
}
