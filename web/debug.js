// window.downhill: what tests, and curious people, may ask of the running page.

const kKept = 2000;  // the newest times that are kept

function percentile(values, share) {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

const summary = (values) => ({
  count: values.length,
  p50: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  longest: Math.max(0, ...values),
});

export function make_debug(variant) {
  const times = {frame: [], build: [], message: [], slice: []};
  let frames = 0;
  const keep = (list, value) => {
    list.push(value);
    if (list.length > kKept) list.shift();
  };
  return {
    on_frame(frame_ms, build_ms) {
      frames += 1;
      keep(times.frame, frame_ms);
      keep(times.build, build_ms);
    },
    /// Runs `action` and notes how long the main thread was held.
    timed(name, action) {
      const started = performance.now();
      action();
      keep(times[name], performance.now() - started);
    },
    open(host, link) {
      window.downhill = {
        /// Run, numbers, link, notices, as the application tells them.
        state: () => host.state(),
        /// {x, y, w, h} of a control in CSS pixels of the canvas, or null.
        rect: (id) => host.rect(id),
        /// How many frames were drawn since the page was opened.
        frames: () => frames,
        /// Milliseconds of main-thread script: whole frames, building them, taking the engine's messages, and
        /// what the engine itself takes when it has no Worker.
        stats: () => Object.fromEntries(Object.entries(times).map(([name, list]) => [name, summary(list)])),
        clear_stats: () => Object.values(times).forEach((list) => (list.length = 0)),
        engine: () => ({variant, kind: link.kind, state: link.state, busy: link.busy, detail: link.detail}),
        /// Data sets of pictures that came from files: {mnist: {train, test, published}}.
        pictures: () => host.pictures.facts,
        kill_worker: () => link.kill(),
      };
    },
  };
}
