// Links with anything in them: the page comes up, names the field, and learns. (10,000 more are tried in the core.)
import assert from 'node:assert/strict';

const named = [
  ['optimizer.learning_rate=NaN', 'learning_rate'], ['optimizer.learning_rate=1e999', 'learning_rate'],
  ['optimizer.learning_rate=-1', 'learning_rate'], ['optimizer.learning_rate=abc', 'learning_rate'],
  ['optimizer.type=newton', 'optimizer'], ['dataset.type=cats', 'dataset'], ['dataset.noise=-5', 'noise'],
  ['dataset.samples=1000000000', 'samples'], ['batch_size=0', 'batch_size'], ['batch_size=-10', 'batch_size'],
  ['batch_size=1.5', 'batch_size'], ['batch_size=99999999999999999999', 'batch_size'], ['seed=-1', 'seed'],
  ['seed=1e400', 'seed'], ['layers=', 'layers'], ['layers=-3', 'layers'], ['layers=1000000-tanh-2', 'layers'],
  ['layers=8-wish-2', 'layers'], [`layers=${'1-tanh-'.repeat(5000)}2`, 'layers'], ['loss.type=wishes', 'loss'],
  ['v=99', 'v'], ['features=x,y,z', 'features'], ['features=', 'features'], ['colour=red', 'colour'],
  ['regularizer.type=l3', 'regularizer'], ['initializer.type=%00', 'initializer'],
];
const nameless = ['&&&&', '====', '%', '%%%%%%', '%E0%A4%A', '\u0000', '<script>alert(1)</script>', '=1', 'v', `x=${'9'.repeat(50000)}`];

export default async ({ open }) => {
  const visit = await open();
  const go = (hash) => visit.evaluate((hash) => { location.hash = hash; }, hash);
  for (const [field, name] of named) {
    await go(`v=1&dataset.type=circle`);
    await visit.state_when(`the clean link is open (before "${field.slice(0, 60)}")`, (s) => s.fields['dataset.type'] === 'circle' && s.notices.length === 0);
    await go(field.startsWith('v=') ? field : `v=1&${field}`);
    const state = await visit.state_when(`"${field.slice(0, 60)}" is refused by name`, (s) => s.notices.includes('link'));
    assert.ok(name === 'v' || !(name in state.fields), `${name} must keep its default`);
  }
  for (const hash of nameless) {
    await go(hash);
    await visit.settled();
    assert.ok((await visit.state()).parameters > 0);
  }
  await go('v=1');
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 20);
  // The same at the start of a page.
  const fresh = await open({ hash: 'v=1&optimizer.learning_rate=1e999&layers=9999999-tanh-2' });
  await fresh.state_when('the page says so', (s) => s.notices.includes('link') && s.link.length < 40);
};
