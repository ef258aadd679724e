// Choose other data: new points, a new start, and it is learned too.
export default async ({ open }) => {
  const visit = await open();
  await visit.click('data.circle');
  await visit.state_when('the circle is chosen', (s) => s.fields['dataset.type'] === 'circle' && s.step === 0);
  await visit.click('play');
  await visit.state_when('the circle is learned', (s) => s.test_accuracy > 0.97);
  await visit.click('data.plane');
  await visit.state_when('the regression is chosen', (s) => s.fields['dataset.type'] === 'plane');
  await visit.state_when('its loss is told', (s) => s.train_loss >= 0 && s.test_accuracy === null);
};
