// Plots as SVG: speed against the size of the net and against the batch, both axes logarithmic.
import { best } from './race.mjs';
import { learners, titles } from './report.mjs';

const kWidth = 760, kPanel = { left: 78, top: 44, right: 170, bottom: 50, height: 300 };
const kNames = 130, kNameStep = 18;  // room above a panel for the names of nets, and their distance
const colors = { simd128: '#1f5fbf', relaxed: '#0a9dc4', convnet: '#c8551b', tfjs_cpu: '#b98a00', tfjs_wasm: '#7a8b1c', pytorch: '#6b4fa0' };

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (x, y, words, more = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(words)}</text>`;
const powers = ([low, high]) => Array.from({ length: high - low + 1 }, (_, i) => low + i);
const span = (values) => [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
const short = (power) => (power < 3 ? `${10 ** power}` : power < 6 ? `${10 ** (power - 3)}k` : `${10 ** (power - 6)}M`);

/// Labels in a row or column, moved apart: `key` is the coordinate.
function spread(labels, key, distance) {
  const sorted = [...labels].sort((a, b) => a[key] - b[key]);
  for (let i = 1; i < sorted.length; ++i) sorted[i][key] = Math.max(sorted[i][key], sorted[i - 1][key] + distance);
  return sorted;
}

/// Which net stands at which size: a name on top, and a line down to its dots.
function marks(names, top, bottom) {
  const labels = spread(names.map(({ name, x }) => ({ name, from: x, x })), 'x', kNameStep);
  return labels.map(({ name, from, x }) => {
    const turned = `transform="rotate(-50 ${x.toFixed(1)} ${top - 16})"`;
    return `<path class="mark" d="M${from} ${bottom}V${top}L${x.toFixed(1)} ${top - 12}"/>${text(x, top - 16, name, turned)}`;
  });
}

/// One plot; series: [{name, points: [[x, y], ...]}], joined by lines unless there are `names`: [{name, x}] of what the
/// dots belong to.
function panel(top, { title, x_title, series, names }) {
  const all = series.flatMap(({ points }) => points);
  const xs = span(all.map(([x]) => x)), ys = span(all.map(([, y]) => y));
  const right = kWidth - kPanel.right, from = top + kPanel.top + (names ? kNames : 0), bottom = from + kPanel.height;
  const at_x = (power) => kPanel.left + ((power - xs[0]) / Math.max(xs[1] - xs[0], 1)) * (right - kPanel.left);
  const at_y = (power) => bottom - ((power - ys[0]) / Math.max(ys[1] - ys[0], 1)) * kPanel.height;
  const grid = [
    ...powers(xs).map((p) => `<path class="grid" d="M${at_x(p)} ${bottom}V${from}"/>${text(at_x(p), bottom + 18, short(p), 'text-anchor="middle"')}`),
    ...powers(ys).map((p) => `<path class="grid" d="M${kPanel.left} ${at_y(p)}H${right}"/>${text(kPanel.left - 8, at_y(p) + 4, short(p), 'text-anchor="end"')}`),
  ];
  const place = ([x, y]) => [at_x(Math.log10(x)), at_y(Math.log10(y))].map((value) => value.toFixed(1));
  const drawn = series.map(({ name, points }) => {
    const places = points.map(place);
    const dots = places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="${names ? 5 : 3.5}" fill="${colors[name]}"/>`).join('');
    return names ? dots : `<path d="M${places.map((each) => each.join(' ')).join('L')}" fill="none" stroke="${colors[name]}" stroke-width="2"/>${dots}`;
  });
  const ends = series.map(({ name, points }) => ({ name, y: names ? from : Number(place(points.at(-1))[1]) }));
  const labels = spread(ends, 'y', 15).map(({ name, y }) => {
    const dot = names ? `<circle cx="${right + 16}" cy="${y}" r="5" fill="${colors[name]}"/>` : '';
    return dot + text(right + (names ? 28 : 10), y + 4, titles[name], `fill="${colors[name]}" font-weight="600"`);
  });
  const heads = [
    text(kPanel.left, top + 24, title, 'font-size="15" font-weight="600"'),
    text((kPanel.left + right) / 2, bottom + 38, x_title, 'text-anchor="middle"'),
  ];
  const marked = names ? marks(names.map(({ name, x }) => ({ name, x: at_x(Math.log10(x)) })), from, bottom) : [];
  return [...heads, ...grid, ...marked, ...drawn, ...labels].join('\n');
}

function picture(panels) {
  const each = kPanel.top + kPanel.height + kPanel.bottom + (panels.some(({ names }) => names) ? kNames : 0);
  const drawn = panels.map((one, i) => panel(i * each, one));
  const style = '.grid{stroke:#ddd;stroke-width:1}.mark{stroke:#bbb;fill:none;stroke-dasharray:2 3}';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${kWidth} ${panels.length * each}" font-family="system-ui, sans-serif" font-size="13" fill="#222">
<style>${style}</style>
<rect width="100%" height="100%" fill="#fff"/>
${drawn.join('\n')}
</svg>
`;
}

/// Points of every contestant for results, ordered by `x_of`.
function series_of(results, x_of) {
  const sorted = [...results].sort((a, b) => x_of(a) - x_of(b));
  return learners
    .map((name) => ({ name, points: sorted.filter(({ rates }) => rates[name]).map((each) => [x_of(each), best(each.rates[name])]) }))
    .filter(({ points }) => points.length > 0);
}

/// One name for each size of a net.
function names_of(results) {
  const sizes = new Map(results.map(({ work, parameters }) => [parameters, work.name.split(/,| tanh| relu/)[0]]));
  return [...sizes].map(([x, name]) => ({ x, name }));
}

/// {file name: SVG}.
export function plots(results) {
  const nets = results.filter(({ work, parameters }) => work.experiment && !work.sweep && parameters);
  const swept = [...new Set(results.filter(({ work }) => work.sweep).map(({ work }) => work.name))];
  const batch = ({ work }) => work.experiment.batch_size;
  return {
    'benchmarks-parameters.svg': picture([
      { title: 'Training, samples/s: every net of the table', x_title: 'parameters', series: series_of(nets, ({ parameters }) => parameters),
        names: names_of(nets) }]),
    'benchmarks-batch.svg': picture(swept.map((name) => ({
      title: `Training ${name}, samples/s`, x_title: 'batch size', series: series_of(results.filter(({ work }) => work.name === name && work.sweep), batch) }))),
  };
}
