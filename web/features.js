// What this browser can do, asked with the smallest modules that only a capable one accepts.

const bytes = (...list) => Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...list);

// (func (result v128) i32.const 0  i8x16.splat)
const kSimd = bytes(1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0, 10, 8, 1, 6, 0, 0x41, 0, 0xfd, 15, 0x0b);

// (func (result v128) three splats of 0, then f32x4.relaxed_madd)
const kSplat = [0x41, 0, 0xfd, 15];
const kRelaxed = bytes(
    1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0,
    10, 19, 1, 17, 0, ...kSplat, ...kSplat, ...kSplat, 0xfd, 0x85, 0x02, 0x0b);

const accepts = (module) => {
  try {
    return WebAssembly.validate(module);
  } catch {
    return false;
  }
};

export const has_wasm = () => typeof WebAssembly === 'object' && typeof WebAssembly.validate === 'function';
export const has_simd = () => has_wasm() && accepts(kSimd);
export const has_relaxed_simd = () => has_simd() && accepts(kRelaxed);

/// A browser without WebGL2 returns null; one with a broken driver sometimes throws.
export function has_webgl2() {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();  // contexts are few: give this one back
    return !!context;
  } catch {
    return false;
  }
}

/// Which engine, and where it may run. Tests override the choice: `?engine=simd128`, `?engine=relaxed,main`.
export function choose_engine(search) {
  const wanted = (new URLSearchParams(search).get('engine') || '').split(',');
  const relaxed = has_relaxed_simd() && !wanted.includes('simd128');
  return {
    variant: relaxed ? 'relaxed' : 'simd128',
    homes: wanted.includes('main') ? ['main'] : ['worker', 'blob', 'main'],
  };
}
