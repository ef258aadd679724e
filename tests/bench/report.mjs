// The measurements as aligned tables: the same text for the terminal and for docs/benchmarks.md.
import { kBuildLimitMs } from './frames.mjs';
import { median, order, ours, ratio } from './race.mjs';

const titles = { simd128: 'ours simd128', relaxed: 'ours relaxed', convnet: 'ConvNetJS', tfjs_cpu: 'TF.js cpu', tfjs_wasm: 'TF.js wasm' };
const columns = [...ours, ...order.filter((name) => !ours.includes(name))];

function table(rows) {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  const line = (row) => `| ${row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, c) => (c === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n');
}

/// Three digits are more than the noise leaves.
const rounded = (value) => Number(value.toPrecision(3)).toLocaleString('en-US');
const times = (value) => (value ? `${value.middle.toFixed(1)}x` : '-');
const cells = ({ samples }, show) => columns.map((name) => (samples[name] ? show(median(samples[name])) : '-'));

function speeds(results) {
  const rows = results.map((each) => [each.work.name, ...cells(each, rounded), ours.map((name) => times(ratio(each, name, 'convnet'))).join(' / ')]);
  return table([['samples/s [batch]', ...columns.map((name) => titles[name]), 'ours to ConvNetJS'], ...rows]);
}

function steps(results) {
  const microseconds = (each) => (value) => rounded((1e6 * each.work.experiment.batch_size) / value);
  const rows = results.map((each) => [each.work.name, ...cells(each, microseconds(each))]);
  return table([['microseconds a step', ...columns.map((name) => titles[name])], ...rows]);
}

function frames(measured) {
  if (measured.skipped) return `Frames of the playground were not measured: ${measured.skipped}.`;
  const row = (name, key) => [name, ...['p50', 'p95', 'longest'].map((part) => measured[key][part].toFixed(2))];
  const title = `milliseconds, ${measured.size}, ${measured.frames} frames`;
  return table([[title, 'p50', 'p95', 'longest'], row('building a frame', 'build'), row('whole frame', 'frame'), row('taking engine messages', 'message')]);
}

/// [{what, met}]: what was promised, and whether it is so.
export function verdicts(results, measured) {
  const promises = results.filter(({ work, samples }) => work.target && samples?.convnet).flatMap((each) =>
    ours.map((name) => {
      const { middle, least } = ratio(each, name, 'convnet');
      const what = `${titles[name]}, ${each.work.name}: at least ${each.work.target} times ConvNetJS; it is ${middle.toFixed(1)}, in the worst round ${least.toFixed(1)}`;
      return { what, met: middle >= each.work.target };
    }));
  if (measured.build) {
    const what = `building a frame: p95 at most ${kBuildLimitMs} ms; it is ${measured.build.p95.toFixed(2)} ms`;
    promises.push({ what, met: measured.build.p95 <= kBuildLimitMs });
  }
  return promises;
}

export function report(results, measured) {
  const raced = results.filter(({ samples }) => samples);
  const tables = [...(raced.length > 0 ? [speeds(raced), steps(raced)] : []), frames(measured)];
  const notes = [
    ...verdicts(results, measured).map(({ what, met }) => `${met ? 'Met' : '**MISSED**'}: ${what}.`),
    ...results.filter(({ skipped }) => skipped).map(({ work, skipped }) => `Not measured: ${work.name}: ${skipped}.`),
    ...raced.flatMap(({ work, unable }) => Object.values(unable).map((why) => `Empty cell: ${work.name}: ${why}.`)),
  ];
  return `${tables.join('\n\n')}\n\n${notes.map((note) => `- ${note}\n`).join('')}`;
}
