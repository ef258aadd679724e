// Add a neuron and a layer, take them away again.
import assert from 'node:assert/strict';

const units = (state) => (state.fields.layers ?? '').split('-').map(Number).filter((width) => width > 0);

export default async ({ open }) => {
  const visit = await open({ hash: 'v=1&layers=3-tanh-4-tanh-2' });
  const before = units(await visit.state());
  await visit.click('layer.0.neuron.add');
  await visit.state_when('the first layer has one more', (s) => units(s)[0] === before[0] + 1);
  await visit.click('layer.0.neuron.remove');
  await visit.state_when('it is gone again', (s) => units(s)[0] === before[0]);
  await visit.click('layer.add');
  await visit.state_when('there is one more layer', (s) => units(s).length === before.length + 1);
  await visit.click('undo');
  const after = await visit.state_when('undo took it back', (s) => units(s).length === before.length);
  assert.deepEqual(units(after), before);
  await visit.click('play');
  await visit.state_when('it learns', (s) => s.step > 20);
};
