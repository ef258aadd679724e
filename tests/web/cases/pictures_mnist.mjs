// MNIST beside the page: a link trains a softmax on it to 80 %, the second visit needs no request, and LeNet-5 reads 95 %.
import assert from 'node:assert/strict';
import { real_mnist } from '../support/idx.mjs';

const hash = 'v=1&lang=en&dataset.type=mnist&layers=10';
const lenet = 'v=1&lang=en&lab=digits&dataset.type=mnist&dataset.normalize=standard&initializer.type=he&optimizer.learning_rate=0.002&' +
  'batch_size=64&layers=conv2d~units:6~kernel:5~padding:2-relu-max_pool2d-conv2d~units:16~kernel:5-relu-max_pool2d-120-relu-84-relu-10';

export default async ({ open, site, skip, print }) => {
  const files = real_mnist();
  if (!files) skip('MNIST_DIR is not set');
  site.data = files;
  const visit = await open({ hash });
  await visit.note_says('pictures_other', /MNIST, 60000 .* 10000 .* not the published files/);
  await visit.click('play');
  const state = await visit.state_when('it reads 80 % of the test pictures', (s) => s.test_accuracy >= 0.8);
  assert.equal(state.parameters, 7850);
  print(`${(100 * state.test_accuracy).toFixed(1)} % after ${state.step} steps`);

  await visit.evaluate(() => window.downhill.kill_worker());
  await visit.state_when('the engine is gone', (s) => s.state === 'failed');
  await visit.click('notice.restart');
  await visit.state_when('a new engine goes on with the pictures', (s) => s.state !== 'failed' && s.parameters === 7850 && s.test_accuracy >= 0.8);
  if (!(await visit.state()).playing) await visit.click('play');
  const { step } = await visit.state();
  await visit.state_when('it learns again', (s) => s.step > step && !s.notices.includes('rejected'));

  site.requests.length = 0;
  await visit.page.reload({ waitUntil: 'domcontentloaded' });
  await visit.ready();
  assert.deepEqual(site.requests.filter((name) => name.includes('data/')), []);
  assert.equal((await visit.state()).parameters, 7850);

  await visit.evaluate((hash) => (location.hash = hash), lenet);
  await visit.state_when('LeNet-5 is there', (s) => s.parameters === 61706 && s.step === 0);
  await visit.click('play');
  const read = await visit.state_when('it reads 95 % of the test pictures', (s) => s.test_accuracy >= 0.95);
  print(`LeNet-5: ${(100 * read.test_accuracy).toFixed(1)} % after ${read.step} steps`);
};
