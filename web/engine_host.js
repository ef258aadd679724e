// The home of one engine: runs it in short slices and carries bytes in and out. A classic script, so that it is a
// dedicated Worker (also from a blob) and, where Workers are refused, a plain <script> of the page.
//
// in    {type:'load', script, wasm}   script: address of engine-*.js; wasm: bytes of engine-*.wasm
//       {type:'command', bytes}       one command in the codec of core/session/codec.hpp
//       {type:'ping'}                 answered by {type:'events'}, as everything is
// out   {type:'hello'}                the script itself runs
//       {type:'loaded', version}
//       {type:'events', events, busy} event bytes in order; while busy at least once in kBeatMs
//       {type:'failed', message}      this host is finished
(function (scope) {
  'use strict';
  const kTickMs = 1.5;  // one call into the engine; short, so that a slice ends in time
  const kBeatMs = 500;  // a sign of life for the page's watchdog

  /// post(message, transfers) sends to the page; later(callback) comes back after other work had its turn; slice_ms:
  /// how long the engine works before messages (a Worker) or frames and input (the page) get their turn.
  function create_engine_host({post, later, load_script, slice_ms}) {
    let engine = null;
    let failed = false;
    let scheduled = false;
    let tick_steps = 1;
    let posted_at = 0;
    let waiting = [];  // commands that came before the engine

    const now = () => performance.now();

    function fail(error) {
      if (failed) return;
      failed = true;
      engine = null;
      post({type: 'failed', message: String((error && error.message) || error)}, []);
    }

    function guarded(action) {
      try {
        return action();
      } catch (error) {  // a trap: the instance is not to be trusted any more
        fail(error);
      }
    }

    function flush(always) {
      const events = [];
      for (let size; (size = engine._downhill_engine_next_event()) > 0;) {
        const start = engine._downhill_engine_event_data();
        events.push(engine.HEAPU8.slice(start, start + size).buffer);
      }
      if (events.length === 0 && !always && now() - posted_at < kBeatMs) return;
      posted_at = now();
      post({type: 'events', events, busy: !!engine._downhill_engine_busy()}, events);
    }

    function slice() {
      scheduled = false;
      if (!engine) return;
      const end = now() + slice_ms;
      let started = now();
      while (engine._downhill_engine_busy() && started < end) {
        engine._downhill_engine_tick(tick_steps);
        const ended = now();
        if (ended - started < kTickMs / 2) tick_steps = Math.min(tick_steps * 2, 1 << 16);
        if (ended - started > kTickMs) tick_steps = Math.max(tick_steps >> 1, 1);
        started = ended;
      }
      flush(!engine._downhill_engine_busy());
      go_on();
    }

    // No clock decides what is computed, only when: after a hidden tab or a suspend nothing is caught up.
    function go_on() {
      if (scheduled || !engine || !engine._downhill_engine_busy()) return;
      scheduled = true;
      later(() => guarded(slice));
    }

    function command(bytes) {
      const address = engine._downhill_engine_buffer(bytes.byteLength);
      if (!address) return;
      const size = bytes.byteLength;
      engine.HEAPU8.set(new Uint8Array(bytes), address);
      bytes.transfer?.(0);  // files of pictures are large, and a Worker collects its garbage late
      tick_steps = 1;  // perhaps it is another network now, whose steps take a hundred times as long
      engine._downhill_engine_handle(address, size);
      flush(true);
      go_on();
    }

    async function load({script, wasm}) {
      try {
        const create = await load_script(script);
        const module = await WebAssembly.compile(wasm);
        engine = await create({
          instantiateWasm(imports, done) {
            WebAssembly.instantiate(module, imports).then((instance) => done(instance, module), fail);
            return {};
          },
          onAbort: fail,
          print() {},
          printErr() {},
        });
        post({type: 'loaded', version: engine._downhill_engine_version()}, []);
        for (const bytes of waiting.splice(0)) guarded(() => command(bytes));
      } catch (error) {
        fail(error);
      }
    }

    return {
      receive(message) {
        if (failed || !message) return;
        if (message.type === 'load') load(message);
        else if (message.type === 'command' && message.bytes instanceof ArrayBuffer) {
          if (engine) guarded(() => command(message.bytes));
          else waiting.push(message.bytes);
        } else if (message.type === 'ping' && engine) guarded(() => flush(true));
      },
      stop() {
        failed = true;
        engine = null;
      },
    };
  }

  /// A task behind those that are already waiting; unlike a timer it has no smallest delay.
  function make_later() {
    const {port1, port2} = new MessageChannel();
    const queue = [];
    port1.onmessage = () => queue.shift()();
    return (callback) => {
      queue.push(callback);
      port2.postMessage(0);
    };
  }

  const is_worker = typeof scope.importScripts === 'function' && typeof scope.document === 'undefined';
  if (!is_worker) {
    scope.downhill_create_engine_host = create_engine_host;
    return;
  }
  const host = create_engine_host({
    slice_ms: 8,
    post: (message, transfers) => scope.postMessage(message, transfers),
    later: make_later(),
    load_script(address) {
      if (!scope.createEngine) scope.importScripts(address);  // in a blob both stand together
      return scope.createEngine;
    },
  });
  scope.onmessage = (event) => host.receive(event.data);
  scope.postMessage({type: 'hello'});
})(self);
