// The measurements as aligned tables: the same text for the terminal and for docs/benchmarks.md.
import { judge_labs, lab_rows } from './digits.mjs';
import { flops_of } from './flops.mjs';
import { kBuildLimitMs } from './frames.mjs';
import { best, ours, ratio } from './race.mjs';

export const titles = {
  simd128: 'ours simd128', relaxed: 'ours relaxed', convnet: 'ConvNetJS', tfjs_cpu: 'TF.js cpu', tfjs_wasm: 'TF.js wasm',
  pytorch: 'PyTorch native', peak_simd128: 'loop peak simd128', peak_relaxed: 'loop peak relaxed',
};
export const learners = ['simd128', 'relaxed', 'convnet', 'tfjs_cpu', 'tfjs_wasm', 'pytorch'];
const multipliers = ['simd128', 'relaxed', 'peak_simd128', 'peak_relaxed', 'tfjs_wasm', 'pytorch'];
export const kMemoryLimit = { key: 'deep', mebibytes: 96 };

function table(rows) {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  const line = (row) => `| ${row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, c) => (c === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n');
}

/// Three digits are more than the noise leaves.
const rounded = (value) => Number(value.toPrecision(3)).toLocaleString('en-US');
const cells = (columns, { rates }, show) => columns.map((name) => (rates[name] ? show(best(rates[name])) : '-'));

function products(results) {
  const rows = results.map((each) => [each.work.name, ...cells(multipliers, each, (value) => value.toFixed(1))]);
  return table([['GFLOP/s', ...multipliers.map((name) => titles[name])], ...rows]);
}

function speeds(results) {
  const rows = results.map((each) => [each.work.name, ...cells(learners, each, rounded)]);
  return table([['samples/s [batch]', ...learners.map((name) => titles[name])], ...rows]);
}

/// What a step takes; slow peers made smaller ones, so it is counted for a whole batch.
function steps(results) {
  const microseconds = ({ work }) => (value) => rounded((1e6 * work.experiment.batch_size) / value);
  const rows = results.map((each) => [
    each.work.name, each.parameters?.toLocaleString('en-US') ?? '-', each.memory.toFixed(0), ...cells(learners, each, microseconds(each))]);
  return table([['microseconds a step', 'parameters', 'MiB', ...learners.map((name) => titles[name])], ...rows]);
}

/// Ratios of our better engine; TF.js with the faster of its backends that can do the work at all.
function ratios(results) {
  const times = (result, name) => {
    const known = ours.map((each) => ratio(result, each, name)).filter(Boolean);
    return known.length > 0 ? Math.max(...known) : null;
  };
  const show = (value) => (value ? `${value.toPrecision(3)}x` : '-');
  const rows = results.map((each) => {
    const able = ['tfjs_wasm', 'tfjs_cpu'].filter((name) => each.rates[name]);
    const fastest = able.sort((a, b) => best(each.rates[b]) - best(each.rates[a]))[0];
    return [each.work.name, show(times(each, 'convnet')), show(times(each, fastest)), fastest?.slice(5) ?? '-', show(times(each, 'pytorch'))];
  });
  return table([['ours to', 'ConvNetJS', 'TF.js', 'its backend', 'PyTorch native'], ...rows]);
}

/// GFLOP/s of a contestant, by the FLOP that the work needs.
const gflops = ({ work, rates }, name) => 1e-9 * flops_of(work) * best(rates[name]);
const peak_share = (result, name) => gflops(result, name) / best(result.rates[`peak_${name}`]);
const percent = (share) => `${(100 * share).toFixed(0)} %`;

function roofline(results) {
  const rows = results.map((each) => [
    each.work.name,
    each.work.product ? '-' : rounded(1e-3 * flops_of(each.work)),
    ...ours.flatMap((name) => [gflops(each, name).toFixed(1), percent(peak_share(each, name))]),
  ]);
  const heads = ours.flatMap((name) => [`${name} GFLOP/s`, 'of loop peak']);
  return table([['roofline', 'kFLOP a sample', ...heads], ...rows]);
}

/// Why a ratio is not reached, in numbers: what of the processor is used, and what all of it would give.
function missed(results) {
  const sentence = (result, promise) => {
    const verdict = judge(result, promise);
    if (!verdict || verdict.met) return null;
    const { name, value } = verdict;
    const share = peak_share(result, name), kind = verdict.kind === 'floor' ? 'floor' : 'goal';
    const start = `${result.work.name}, ${kind} ${verdict.what}: ${value.toFixed(2)} with ${name}.`;
    const used = `It does ${gflops(result, name).toFixed(1)} GFLOP/s, ${share < 1 ? percent(share) : 'all'} of its loop peak`;
    if (promise.than === 'peak' || share >= 1) return `${start} ${used}.`;
    return `${start} ${used}; the whole peak would give ${(value / share).toFixed(2)}.`;
  };
  const found = results.flatMap((each) => each.work.promises.map((promise) => sentence(each, promise)).filter(Boolean));
  return found.length > 0 ? [`What bounds those not reached:\n\n${found.map((each) => `- ${each}`).join('\n')}`] : [];
}

function frames(measured) {
  if (measured.skipped) return `Frames of the playground were not measured: ${measured.skipped}.`;
  const row = (name, key) => [name, ...['p50', 'p95', 'longest'].map((part) => measured[key][part].toFixed(2))];
  const title = `milliseconds, ${measured.size}, ${measured.frames} frames`;
  return table([[title, 'p50', 'p95', 'longest'], row('building a frame', 'build'), row('whole frame', 'frame'), row('taking engine messages', 'message')]);
}

/// A floor must hold for each of our engines it names, a goal for the better one: {work, kind, what, is, met}.
function judge(result, { kind, times, than, ours: only }) {
  const other = (name) => (than === 'peak' ? `peak_${name}` : than);
  const known = (only ? [only] : ours).map((name) => ({ name, value: ratio(result, name, other(name)) })).filter(({ value }) => value);
  if (known.length === 0) return null;
  const { name, value } = known.reduce((a, b) => ((kind === 'floor') === a.value < b.value ? a : b));
  const peer = than === 'peak' ? 'loop peak' : titles[than];
  return { work: result.work.name, kind, what: `${times} x ${peer}`, is: `${value.toFixed(2)} (${name})`, met: value >= times, name, value };
}

const judged = (results) => results.flatMap((each) => each.work.promises.map((promise) => judge(each, promise)).filter(Boolean));

function limits(results, measured) {
  const found = [];
  const large = results.find(({ work }) => work.key === kMemoryLimit.key);
  if (large) {
    const met = large.memory < kMemoryLimit.mebibytes;
    found.push({ work: large.work.name, kind: 'floor', what: `under ${kMemoryLimit.mebibytes} MiB`, is: large.memory.toFixed(0), met });
  }
  if (measured.build) {
    const met = measured.build.p95 <= kBuildLimitMs;
    found.push({ work: 'building a frame', kind: 'floor', what: `p95 at most ${kBuildLimitMs} ms`, is: measured.build.p95.toFixed(2), met });
  }
  return found;
}

/// [{work, kind, what, is, met}]: what was promised, and whether it is so.
export const verdicts = (results, measured, labs) => {
  const rows = results.filter(({ work }) => !work.sweep);
  return [...judged(rows), ...limits(rows, measured), ...judge_labs(labs)];
};

function promises(all) {
  const mark = ({ kind, met }) => (met ? 'met' : kind === 'floor' ? '**MISSED**' : 'not yet');
  return table([['work', 'what', 'promised', 'measured', ''], ...all.map((each) => [each.work, each.kind, each.what, each.is, mark(each)])]);
}

export function report(results, measured, labs) {
  const rows = results.filter(({ work }) => !work.sweep);
  const multiplied = rows.filter(({ work }) => work.product), learned = rows.filter(({ work }) => work.experiment);
  const all = verdicts(results, measured, labs);
  const tables = [
    ...(all.length > 0 ? [promises(all)] : []),
    ...missed(rows),
    ...(multiplied.length > 0 ? [products(multiplied)] : []),
    ...(learned.length > 0 ? [speeds(learned), ratios(learned), steps(learned)] : []),
    ...(rows.length > 0 ? [roofline(rows)] : []),
    frames(measured),
    ...(labs.length > 0 ? [table(lab_rows(labs))] : []),
  ];
  const notes = rows.flatMap(({ work, unable }) => Object.entries(unable).map(([name, why]) => `${work.name}, ${titles[name]}: ${why}.`));
  return `${tables.join('\n\n')}\n\n${notes.length > 0 ? `Empty cells:\n\n${notes.map((note) => `- ${note}\n`).join('')}` : ''}`;
}
