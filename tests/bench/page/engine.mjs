// Ours: the shipped engine-*.wasm, driven through its C functions (web/engine/engine.cpp) with the bytes of the codec
// (core/session/codec.hpp), as engine_host.js does in the Worker.
const kVersion = 1;
const kConfigure = 0, kPlay = 2;           // places in Command::body
const kReady = 0, kRejected = 1, kStopped = 3;  // places in Event::body
const kHeader = 18;                        // 'D' 'H', version, kind, run, at_step
const kTickSteps = 8192;  // of one call, whose overhead thus vanishes

function encode(kind, body) {
  const bytes = new Uint8Array(kHeader + body.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set([0x44, 0x48]);
  view.setUint16(2, kVersion, true);
  view.setUint16(4, kind, true);
  view.setUint32(6, 1, true);
  bytes.set(body, kHeader);
  return bytes;
}

function configure(experiment) {
  const text = new TextEncoder().encode(JSON.stringify(experiment));
  return encode(kConfigure, new Uint8Array([...new Uint8Array(new Uint32Array([text.length]).buffer), ...text]));
}

function play(until_step) {
  const body = new DataView(new ArrayBuffer(12));
  body.setBigUint64(0, BigInt(until_step), true);
  return encode(kPlay, new Uint8Array(body.buffer));
}

/// The place and the English sentence of a Rejected event.
function reason_of(event) {
  let at = kHeader;
  const text = () => {
    const size = event.getUint32(at, true);
    at += 4 + size;
    return new TextDecoder().decode(new Uint8Array(event.buffer, at - size, size));
  };
  return `${text()} ${text()}`;
}

function load_script(address) {
  return new Promise((done, failed) => {
    const element = document.createElement('script');
    Object.assign(element, { src: address, onload: done, onerror: () => failed(new Error(`${address} is missing`)) });
    document.head.append(element);
  });
}

export class Engine {
  constructor(variant) {
    this.variant = variant;
  }

  async start(experiment) {
    if (!this.module) {
      await load_script(`/site/engine-${this.variant}.js`);
      this.module = await self.createEngine({ locateFile: (file) => `/site/${file}` });
      const version = this.module._downhill_engine_version();
      if (version !== kVersion) throw new Error(`the engine speaks protocol ${version}, page/engine.mjs ${kVersion}`);
    }
    this.steps = 0;
    this.send(configure(experiment));
    this.receive(kReady);
  }

  train(steps) {
    const until = this.steps + steps;
    this.send(play(until));
    while (this.module._downhill_engine_busy()) this.steps += this.module._downhill_engine_tick(kTickSteps);
    this.last_loss = this.receive(kStopped).getFloat64(kHeader + 17, true);  // after reason u8, step u64, epoch f64
    if (this.steps !== until) throw new Error(`the engine stopped at step ${this.steps} instead of ${until}`);
  }

  loss() {
    if (this.steps === 0) this.train(1);
    return this.last_loss;
  }

  send(bytes) {
    const address = this.module._downhill_engine_buffer(bytes.length);
    this.module.HEAPU8.set(bytes, address);
    this.module._downhill_engine_handle(address, bytes.length);
  }

  /// The one event that must be there now.
  receive(kind) {
    const size = this.module._downhill_engine_next_event();
    const at = this.module._downhill_engine_event_data();
    const bytes = this.module.HEAPU8.slice(at, at + size);
    const event = new DataView(bytes.buffer);
    const got = size > 0 ? event.getUint16(4, true) : 'none';
    if (got === kRejected) throw new Error(`the engine refuses: ${reason_of(event)}`);
    if (got !== kind) throw new Error(`expected event ${kind}, got ${got}`);
    return event;
  }
}
