// docs/benchmarks.md around the tables.
export const document = (machine, how, tables) => `# Benchmarks

Written by \`./dev bench --write\`; do not edit by hand.

| | |
| --- | --- |
| Date | ${machine.date} |
| Machine | ${machine.cpu}; load average ${machine.load} at the start |
| Browser | ${machine.browser} |
| Engine | git ${machine.engine} |
| Peers | ${machine.peers} |

Compare the ratios, not the numbers: other programs share the machine.

${tables}
![samples/s against parameters](benchmarks-parameters.svg)

![samples/s against batch size](benchmarks-batch.svg)

## How it is measured

- Everything but PyTorch runs in one page, on its main thread, with one thread each (the page gets no SharedArrayBuffer).
- ${how.rounds} rounds; in each, every contestant in turn starts from fresh weights and trains for ${how.least_ms} ms or more by
  \`performance.now()\`. One second of training went before, for the compilers. A cell is the best of the rounds, since
  what disturbs only makes slower; a ratio is that of two cells. Who does not lower its loss is an error, not a number.
- A floor must hold for both our engines unless it names one; a goal is reached when the better one reaches it.
- All have the same network, batch size and optimizer: 250 points in the plane, or pictures of 28x28. Exceptions: where we
  take Adam, ConvNetJS takes the cheaper momentum, since it has no Adam; where a step takes it seconds, a peer gets smaller
  batches (\`peer_batch\` in \`tests/bench/works.mjs\`), which costs it little.
- **Ours** is the shipped \`engine-*.wasm\` through its C functions: configure, play, ticks of as many steps as are measured.
  It shuffles every epoch, keeps a snapshot against divergence and looks at every weight in every step; the peers do not.
- **MiB** is the heap of \`engine-simd128.wasm\` after two steps and an evaluation: activations, gradients, the evaluation's
  own activations, parameters with optimizer state and snapshot, and 1,100 pictures. It only grows, so it is the peak.
- **ConvNetJS**: \`Trainer.train()\` a sample at a time, as it is made for; it computes in doubles.
- **TF.js**: \`optimizer.minimize()\` in a plain loop over batches that are already tensors, the loss never read back. That
  was faster than \`model.trainOnBatch()\` (about two thirds) and than \`tf.fused.matMul()\` (about nine tenths).
- **PyTorch**: native, one thread, with the BLAS named above (OpenBLAS when Debian's \`libopenblas0-pthread\` is there) and
  all vector units of the processor; WebAssembly has 128 bits.
- **Loop peak**: multiplications and additions (fused ones in the relaxed engine) on thirteen registers of four floats.
  It is measured again beside every work. The FLOP of a sample are those of its matrix products and convolutions, forward
  and backward, without dx of the first layer (\`tests/bench/flops.mjs\`); everything else a step does counts as time only.
- The LSTM reads 20 rows of 28 pixels; the block of a Transformer reads 64 words of four pixels, made into 64 numbers each,
  and has 4 heads and 256 hidden units.
- Batch size 1 has next to nothing to calculate: its time is what a step costs by itself.
- Frames: the real page in the same browser with software OpenGL, training in its Worker; milliseconds of main-thread
  script as \`window.downhill.stats()\` tells them.
- Reading digits: the lab in the same browser, drawn digits, all layers on the screen and renewed ten times a second; then,
  the lab paused, the same network in a Worker of its own with nobody asking it anything. Medians of three rounds of 4 s.

## What was tried

- **Tiles.** 4x8 sums with simd128 and 6x8 with relaxed multiply-add keep everything in registers; 6x8 with simd128 runs at
  about half the speed, since products need registers too. Four columns of A side by side are turned into rows first: as
  one load and four shuffles they compete with the multiplications.
- **Panels.** Panels of 64 KiB, so that a few rows of A stay in the first cache; copying A as well costs more than it saves.
- **Convolution.** The windows go straight into the panels, dw reads them in the image, dx of a stride of one is a
  convolution with turned filters, or columns added up in whole runs where that is less work.
- **Fusing** bias and ReLU into the convolution: the bias is where the sums begin; ReLU forward and backward together are
  about two hundredths of a step of LeNet-5, so it stays an op of its own.
- **TF.js wasm** multiplies large matrices with XNNPACK. How near that comes to the loop peak bounds what any kernel of 128
  bits can be ahead: the sentences below the promises say it in numbers.

## Again

\`\`\`
./dev bench                    builds the pages and prints the tables
./dev bench --write            writes this file and its plots too
./dev bench --only tiny,lenet --rounds 9
\`\`\`
Networks, experiments, floors and goals: \`tests/bench/works.mjs\`.
`;
