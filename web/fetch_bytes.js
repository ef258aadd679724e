// Fetches a file with progress, and says exactly what is wrong when it does not arrive.

/// code: a key of text.js ('missing', 'incomplete', 'not_wasm', 'offline').
export class LoadError extends Error {
  constructor(code, file, detail) {
    super(`${file}: ${detail}`);
    this.code = code;
    this.file = file;
  }
}

/// `size`: how many bytes it must have, undefined when that is not known. on_bytes(n) is told of every piece.
export async function fetch_bytes(file, size, on_bytes = () => {}) {
  const response = await fetch(file).catch((error) => {
    throw new LoadError('offline', file, error.message);
  });
  if (!response.ok) throw new LoadError('missing', file, `status ${response.status}`);
  const pieces = [];
  let length = 0;
  try {
    for (const reader = response.body.getReader();;) {
      const {done, value} = await reader.read();
      if (done) break;
      pieces.push(value);
      length += value.length;
      on_bytes(value.length);
    }
  } catch (error) {  // the connection broke in the middle
    throw new LoadError('incomplete', file, error.message);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return check(file, size, bytes);
}

// A page served for every unknown address comes with status 200: look at the bytes, not at what they are called.
function check(file, size, bytes) {
  const is_wasm = bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
  if (file.endsWith('.wasm') && bytes.length >= 4 && !is_wasm) {
    throw new LoadError('not_wasm', file, `begins with ${[...bytes.slice(0, 4)]}`);
  }
  if (size !== undefined && bytes.length !== size) {
    throw new LoadError('incomplete', file, `${bytes.length} of ${size} bytes`);
  }
  return bytes;
}

/// Compiled, or a LoadError: bytes of the right number can still be damaged.
export async function compile(file, bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new LoadError('not_wasm', file, error.message);
  }
}
