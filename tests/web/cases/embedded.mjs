// A lab inside a course page: as it is, and in the frames that course systems lock up, up to one that may run scripts and
// nothing else (an origin of its own, no storage, no Workers from our address).
import assert from 'node:assert/strict';
import { Visit } from '../support/visit.mjs';

const kFrames = [
  { name: 'free', sandbox: null },
  { name: 'same origin', sandbox: 'allow-scripts allow-same-origin' },
  { name: 'scripts only', sandbox: 'allow-scripts' },
];

export default async ({ open, site, print }) => {
  // A frame without an origin may read our files only when the server says that everybody may.
  site.headers['Access-Control-Allow-Origin'] = '*';
  const outer = await open({ wait: false, lives_with: /Cross-Origin Request Blocked|downloadable font/ });
  for (const { name, sandbox } of kFrames) {
    const lock = sandbox === null ? '' : ` sandbox="${sandbox}"`;
    site.pages['course.html'] = `<!doctype html><title>Course</title><body style="margin:0"><h1 style="height:60px;margin:0">Week 3</h1>
      <iframe src="index.html#v=1&lang=en&dataset.type=circle"${lock} width="900" height="620" style="border:0;margin-left:40px"></iframe>`;
    await outer.page.goto(`${site.address}course.html`, { waitUntil: 'domcontentloaded' });
    const frame = await outer.until('the frame is there', async () => outer.page.frames().find((f) => f.url().includes('index.html')));
    const visit = await new Visit(outer.page, { frame, left: 40, top: 60 }).ready();
    assert.equal((await visit.engine()).kind, 'worker', name);
    await visit.click('play');
    await visit.state_when('it learns', (s) => s.step > 200 && s.test_accuracy > 0.8);
    await visit.click('play');
    await visit.state_when('it pauses', (s) => !s.playing);
    await visit.click('data.moons');
    await visit.state_when('moons are chosen', (s) => s.fields['dataset.type'] === 'moons');
    const seen = await visit.evaluate(() => ({ origin: self.origin, frames: window.downhill.frames() }));
    if (name === 'scripts only') assert.equal(seen.origin, 'null');
    print(`${name}: origin ${seen.origin.startsWith('http') ? 'ours' : seen.origin}`);
  }

  // The same frame, and a server that lets nobody in: a sentence, not an empty box.
  delete site.headers['Access-Control-Allow-Origin'];
  await outer.page.goto(`${site.address}course.html`, { waitUntil: 'domcontentloaded' });
  const frame = await outer.until('the frame is there', async () => outer.page.frames().find((f) => f.url().includes('index.html')));
  const failure = await new Visit(outer.page, { frame }).failure();
  assert.equal(failure.key, 'locked');
  assert.match(failure.sentence, /allow-same-origin/);
};
