// The canvas: its size in pixels of the screen, and what happens when the browser takes its WebGL context away.

/// on_resize(width, height, scale) in CSS pixels; it draws before the browser paints, or the canvas would flash.
export function watch_size(canvas, on_resize) {
  let last = '';
  const apply = (css_width, css_height, width, height) => {
    const scale = window.devicePixelRatio || 1;
    const key = [css_width, css_height, width, height, scale].join();
    if (key === last || css_width === 0 || css_height === 0) return;
    last = key;
    canvas.width = width;
    canvas.height = height;
    on_resize(css_width, css_height, width / css_width);
  };
  // The browser knows the box in whole screen pixels better than a product does (1.25 * 819.2), but not every browser
  // tells, and some tell nonsense while a device is emulated.
  const exact_or_round = (exact, product) => Math.abs(exact - product) <= 1 ? exact : Math.round(product);
  const measure = (entry) => {
    const rect = canvas.getBoundingClientRect();
    const exact = entry?.devicePixelContentBoxSize?.[0];
    const scale = window.devicePixelRatio || 1;
    apply(
        rect.width, rect.height,  //
        exact_or_round(exact?.inlineSize, rect.width * scale),
        exact_or_round(exact?.blockSize, rect.height * scale));
  };
  const observer = new ResizeObserver((entries) => measure(entries[entries.length - 1]));
  try {
    observer.observe(canvas, {box: 'device-pixel-content-box'});
  } catch {  // Safari
    observer.observe(canvas);
  }
  // Browser zoom and another screen change the ratio without changing the box.
  const watch_ratio = () => {
    const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', () => (measure(), watch_ratio()), {once: true});
  };
  watch_ratio();
  window.addEventListener('resize', () => measure());
  measure();
}

export function watch_context(canvas, {on_lost, on_restored}) {
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();  // without it the browser never gives one back
    on_lost();
  });
  canvas.addEventListener('webglcontextrestored', on_restored);
}
