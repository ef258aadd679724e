// Our matrix product by itself, and the loop peak: tests/bench/kernels/kernels.cpp.
import { load_script } from './script.mjs';

const modules = {};
async function kernels(variant) {
  if (!modules[variant]) {
    await load_script(`/kernels/bench-${variant}.js`);
    modules[variant] = await self.createKernels({ locateFile: (file) => `/kernels/${file}` });
  }
  return modules[variant];
}

export class OurProduct {
  constructor(variant) {
    this.variant = variant;
  }
  async start(size) {
    this.size = size;
    this.module = await kernels(this.variant);
  }
  run(repetitions) {
    const { m, n, k } = this.size;
    this.module._bench_product(m, n, k, repetitions);
  }
}

/// Its "product" is as many flops in registers, rounded to whole repetitions of its loop.
export class LoopPeak {
  constructor(variant) {
    this.variant = variant;
  }
  async start({ m, n, k }) {
    this.module = await kernels(this.variant);
    const flops_each = 104;  // 13 sums of 4 floats, a multiplication and an addition each
    this.loops = (2 * m * n * k) / flops_each;
  }
  run(repetitions) {
    this.module._bench_peak(Math.round(this.loops * repetitions));
  }
}
