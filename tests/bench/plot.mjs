// Plots as SVG: speed against the size of the net and against the batch, both axes logarithmic.
import { best } from './race.mjs';
import { learners, titles } from './report.mjs';

const kWidth = 760, kPanel = { left: 78, top: 44, right: 170, bottom: 50, height: 300 };
const colors = { simd128: '#1f5fbf', relaxed: '#0a9dc4', convnet: '#c8551b', tfjs_cpu: '#b98a00', tfjs_wasm: '#7a8b1c', pytorch: '#6b4fa0' };

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (x, y, words, more = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(words)}</text>`;
const powers = ([low, high]) => Array.from({ length: high - low + 1 }, (_, i) => low + i);
const span = (values) => [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
const short = (power) => (power < 3 ? `${10 ** power}` : power < 6 ? `${10 ** (power - 3)}k` : `${10 ** (power - 6)}M`);

/// Labels at the ends of lines, moved apart.
function spread(labels) {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  for (let i = 1; i < sorted.length; ++i) sorted[i].y = Math.max(sorted[i].y, sorted[i - 1].y + 15);
  return sorted;
}

/// One plot; series: [{name, points: [[x, y], ...]}].
function panel(top, title, x_title, series) {
  const all = series.flatMap(({ points }) => points);
  const xs = span(all.map(([x]) => x)), ys = span(all.map(([, y]) => y));
  const right = kWidth - kPanel.right, bottom = top + kPanel.top + kPanel.height;
  const at_x = (power) => kPanel.left + ((power - xs[0]) / Math.max(xs[1] - xs[0], 1)) * (right - kPanel.left);
  const at_y = (power) => bottom - ((power - ys[0]) / Math.max(ys[1] - ys[0], 1)) * kPanel.height;
  const grid = [
    ...powers(xs).map((p) => `<path class="grid" d="M${at_x(p)} ${bottom}V${top + kPanel.top}"/>${text(at_x(p), bottom + 18, short(p), 'text-anchor="middle"')}`),
    ...powers(ys).map((p) => `<path class="grid" d="M${kPanel.left} ${at_y(p)}H${right}"/>${text(kPanel.left - 8, at_y(p) + 4, short(p), 'text-anchor="end"')}`),
  ];
  const place = ([x, y]) => [at_x(Math.log10(x)), at_y(Math.log10(y))].map((value) => value.toFixed(1));
  const lines = series.map(({ name, points }) => {
    const places = points.map(place);
    const dots = places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.5" fill="${colors[name]}"/>`).join('');
    return `<path d="M${places.map((each) => each.join(' ')).join('L')}" fill="none" stroke="${colors[name]}" stroke-width="2"/>${dots}`;
  });
  const ends = series.map(({ name, points }) => ({ name, y: Number(place(points.at(-1))[1]), x: Number(place(points.at(-1))[0]) }));
  const labels = spread(ends).map(({ name, x, y }) => text(Math.max(x, right) + 10, y + 4, titles[name], `fill="${colors[name]}" font-weight="600"`));
  const heads = [
    text(kPanel.left, top + 24, title, 'font-size="15" font-weight="600"'),
    text((kPanel.left + right) / 2, bottom + 38, x_title, 'text-anchor="middle"'),
  ];
  return [...heads, ...grid, ...lines, ...labels].join('\n');
}

function picture(panels) {
  const each = kPanel.top + kPanel.height + kPanel.bottom;
  const drawn = panels.map(({ title, x_title, series }, i) => panel(i * each, title, x_title, series));
  const style = '.grid{stroke:#ddd;stroke-width:1}';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${kWidth} ${panels.length * each}" font-family="system-ui, sans-serif" font-size="13" fill="#222">
<style>${style}</style>
<rect width="100%" height="100%" fill="#fff"/>
${drawn.join('\n')}
</svg>
`;
}

/// Lines of every contestant through results, ordered by `x_of`.
function series_of(results, x_of) {
  const sorted = [...results].sort((a, b) => x_of(a) - x_of(b));
  return learners
    .map((name) => ({ name, points: sorted.filter(({ rates }) => rates[name]).map((each) => [x_of(each), best(each.rates[name])]) }))
    .filter(({ points }) => points.length > 0);
}

/// {file name: SVG}.
export function plots(results) {
  const nets = results.filter(({ work, parameters }) => work.experiment && !work.sweep && parameters);
  const swept = [...new Set(results.filter(({ work }) => work.sweep).map(({ work }) => work.name))];
  const batch = ({ work }) => work.experiment.batch_size;
  return {
    'benchmarks-parameters.svg': picture([
      { title: 'Training, samples/s: every net of the table', x_title: 'parameters', series: series_of(nets, ({ parameters }) => parameters) }]),
    'benchmarks-batch.svg': picture(swept.map((name) => ({
      title: `Training ${name}, samples/s`, x_title: 'batch size', series: series_of(results.filter(({ work }) => work.name === name && work.sweep), batch) }))),
  };
}
