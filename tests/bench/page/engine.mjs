// Ours: the shipped engine-*.wasm, driven through its C functions (web/engine/engine.cpp) with the bytes of the codec
// (core/session/codec.hpp), as engine_host.js does in the Worker.
import { load_script } from './script.mjs';

const kVersion = 3;
const kConfigure = 0, kPlay = 2, kPause = 3;    // places in Command::body
const kReady = 0, kRejected = 1, kStopped = 3;  // places in Event::body
const kHeader = 18;                        // 'D' 'H', version, kind, run, at_step

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

/// Until told otherwise, without reports of progress.
const play = () => encode(kPlay, new Uint8Array(16));
const pause = () => encode(kPause, new Uint8Array(0));

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
    this.send(configure(experiment));
    this.receive(kReady);
    this.send(play());
  }

  /// A stopped engine looks at its whole data set, so it is let run and only ticked.
  train(steps) {
    const done = this.module._downhill_engine_tick(steps);
    if (done !== steps) throw new Error(`the engine stopped after ${done} of ${steps} steps`);
  }

  /// Over all its data, which draws pictures that were not needed before.
  loss() {
    this.send(pause());
    const loss = this.receive(kStopped).getFloat64(kHeader + 17, true);  // after reason u8, step u64, epoch f64
    this.send(play());
    return loss;
  }

  heap_bytes() {
    return this.module.HEAPU8.length;
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
