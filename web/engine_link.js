// The page's end of the engine: finds a home for it (Worker, Worker from a blob, the page itself), carries bytes,
// and notices when it dies. See engine_host.js for the messages.

const kHelloMs = 8000;  // a Worker that has not said hello by then is not coming
const kSilenceMs = 5000;  // an engine that owes an answer and says nothing for so long is dead
const kWatchMs = 1000;

export class EngineLink {
  /// script: address of engine-*.js; wasm: bytes of engine-*.wasm; homes: which to try, in order; before_all() resolves
  /// with messages that every new engine is given before what was sent to it.
  constructor({script, wasm, homes = ['worker', 'blob', 'main'], on_events, on_change, before_all = () => [], on_slice = (run) => run()}) {
    this.script = new URL(script, document.baseURI).href;
    this.wasm = wasm;
    this.homes = homes;
    Object.assign(this, {on_events, on_change, before_all, on_slice});  // on_slice wraps what the engine does on the page itself
    this.generation = 0;
    this.start();
  }

  /// 'starting' | 'alive' | 'failed'
  start() {
    this.state = 'starting';
    this.kind = '';
    this.detail = '';
    this.busy = false;
    this.owed = 0;  // commands without an answer
    this.queue = [];
    this.ready = this.open(++this.generation);
  }

  restart() {
    this.close();
    this.start();
  }

  close() {
    clearInterval(this.watch);
    this.watch = 0;
    this.home?.stop();
    this.home = null;
  }

  async open(generation) {
    let reason = '';
    for (const name of this.homes) {
      try {
        const receive = (message) => generation === this.generation && this.receive(message);
        const home = await kHomes[name](this.script, receive, this.on_slice);
        if (generation !== this.generation) return home.stop();
        this.home = home;
        this.kind = name === 'main' ? 'main thread' : 'worker';
        this.loaded = new Promise((done) => (this.on_loaded = done));
        home.post({type: 'load', script: this.script, wasm: this.wasm}, []);
        if (await this.loaded) return;
        reason = this.detail;
        this.close();
        this.state = 'starting';
      } catch (error) {
        reason = String((error && error.message) || error);
      }
      if (generation !== this.generation) return;
    }
    this.fail(reason);
  }

  receive(message) {
    this.heard_at = performance.now();
    if (message.type === 'loaded') {
      this.begin(this.generation);
    } else if (message.type === 'events') {
      this.owed = 0;
      this.busy = message.busy;
      if (!this.busy) this.unwatch();
      if (message.events.length > 0) this.on_events(message.events);
    } else if (message.type === 'failed' || message.type === 'dead') {
      this.detail = message.message;
      if (this.state === 'starting') this.on_loaded?.(false);
      else this.fail(message.message);
    }
  }

  async begin(generation) {
    const first = await this.before_all();
    if (generation !== this.generation || this.state !== 'starting') return;
    this.state = 'alive';
    for (const bytes of [...first, ...this.queue.splice(0)]) this.post(bytes);
    this.on_loaded(true);
    this.on_change();
  }

  /// bytes: an ArrayBuffer, given away.
  send(bytes) {
    if (this.state === 'starting') this.queue.push(bytes);
    else if (this.state === 'alive') this.post(bytes);
  }

  post(bytes) {
    this.owed += 1;
    this.home.post({type: 'command', bytes}, [bytes]);
    if (this.watch) return;
    this.heard_at = this.watched_at = performance.now();
    this.watch = setInterval(() => this.look(), kWatchMs);
  }

  unwatch() {
    clearInterval(this.watch);
    this.watch = 0;
  }

  // Runs only while the engine trains or owes an answer: an idle page has no timers.
  look() {
    const now = performance.now();
    if (now - this.watched_at > 2 * kWatchMs) this.heard_at = now;  // we slept ourselves, not the engine
    this.watched_at = now;
    if (now - this.heard_at > kSilenceMs) this.fail('no sign of life');
    else if (now - this.heard_at > kSilenceMs / 2) this.home.post({type: 'ping'}, []);
  }

  fail(detail) {
    this.close();
    this.state = 'failed';
    this.busy = false;
    this.detail = detail;
    this.queue = [];
    this.on_change();
  }

  /// For tests: as a browser takes a Worker away, without a word.
  kill() {
    this.home?.stop();
  }
}

/// Resolves with {post, stop} once the Worker has said hello; `script` when the engine must come from elsewhere.
function open_worker(address, receive) {
  return new Promise((resolve, reject) => {
    if (typeof Worker === 'undefined') throw new Error('this browser has no Worker');
    const worker = new Worker(address);
    const stop = () => worker.terminate();
    const timer = setTimeout(() => give_up('the Worker did not start'), kHelloMs);
    const give_up = (message) => {
      clearTimeout(timer);
      stop();
      reject(new Error(message));
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      give_up(event.message || 'the Worker was blocked');
    };
    worker.onmessage = ({data}) => {
      if (data?.type !== 'hello') return;
      clearTimeout(timer);
      worker.onmessage = (event) => receive(event.data);
      worker.onmessageerror = () => receive({type: 'dead', message: 'a message could not be read'});
      worker.onerror = (event) => receive({type: 'dead', message: event.message || 'the Worker stopped'});
      resolve({post: (message, transfers) => worker.postMessage(message, transfers), stop});
    };
  });
}

/// Where the page's own address may not make Workers (sandboxed frames, other hosts), a blob often may. Both scripts
/// go into it, since a strict policy lets a Worker import nothing from a blob.
async function open_blob_worker(script, receive) {
  const texts = await Promise.all([script, new URL('engine_host.js', script)].map(async (address) => (await fetch(address)).text()));
  const address = URL.createObjectURL(new Blob([texts.join('\n')], {type: 'text/javascript'}));
  try {
    return await open_worker(address, receive);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/// Slices on the page itself. A timer between them lets the browser draw and take input.
async function open_on_page(script, receive, on_slice) {
  await load_classic(new URL('engine_host.js', script));
  let alive = true;
  const host = self.downhill_create_engine_host({
    slice_ms: 4,  // a frame and its input fit beside it into 16 ms
    post: (message) => alive && queueMicrotask(() => alive && receive(message)),
    later: (callback) => setTimeout(() => on_slice(callback), 0),
    async load_script(address) {
      await load_classic(address);
      return self.createEngine;
    },
  });
  const stop = () => {
    alive = false;
    host.stop();
  };
  return {post: (message) => alive && host.receive(message), stop};
}

export function load_classic(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = address;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${address} could not be loaded`));
    document.head.append(element);
  });
}

const kHomes = {
  worker: (script, receive) => open_worker(new URL('engine_host.js', script), receive),
  blob: open_blob_worker,
  main: open_on_page,
};
