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
## How it is measured

- Everything runs in one page, on its main thread, with one thread each (the page gets no SharedArrayBuffer).
- ${how.rounds} rounds; in each, every contestant in turn starts from fresh weights and trains for ${how.least_ms} ms or more by
  \`performance.now()\`. One second of training went before, for the compilers. A cell is the median of the rounds; a
  ratio is the median of the ratios within a round. Who does not lower its loss is an error, not a number.
- All have the same network, batch size, optimizer and number of training points (250 in the plane).
- **Ours** is the shipped \`engine-*.wasm\` through its C functions: configure, then play until a step, ticks of 8192 steps.
  It shuffles every epoch, keeps a snapshot against divergence and looks at every weight in every step; the peers do not.
- **ConvNetJS**: \`Trainer.train()\` a sample at a time, as it is made for, method sgd, momentum 0; it computes in doubles.
- **TF.js**: \`optimizer.minimize()\` in a plain loop over batches that are already tensors, the loss never read back. That
  was faster than \`model.trainOnBatch()\` (about two thirds) and than \`tf.fused.matMul()\` (about nine tenths).
- Batch size 1 has next to nothing to calculate: its time is what a step costs by itself.
- Frames: the real page in the same browser with software OpenGL, training in its Worker; milliseconds of main-thread
  script as \`window.downhill.stats()\` tells them.

## Again

\`\`\`
./dev bench                    builds the pages and prints the tables
./dev bench --write            writes this file too
./dev bench --only tiny --rounds 5
\`\`\`
Networks and experiments: \`tests/bench/works.mjs\`.
`;
