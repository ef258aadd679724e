// What the spiral's weights are after 1,000 steps, bit for bit: natively, and with the simd128 engine in node, Chromium
// and Firefox. After a change of the numerics that is meant: `node tests/engine/agree.mjs` prints the new one.
import { createHash } from 'node:crypto';

export const kSpiralSteps = 1000;
export const kSpiralWeights = '86a04b48c01a5084de2f22f16cc095a55e77546b1689bca5fdc754fff59873d4';

/// SHA-256 of a saved run's weights: its tensors in the file's order, without the state of the run ("run/...").
export function hash_weights(file) {
  const bytes = Buffer.from(file);
  const header = Number(bytes.readBigUInt64LE(0));
  const tensors = JSON.parse(bytes.subarray(8, 8 + header).toString());
  const hash = createHash('sha256');
  for (const [name, { data_offsets: place }] of Object.entries(tensors)) {
    if (name !== '__metadata__' && !name.startsWith('run/')) hash.update(bytes.subarray(8 + header + place[0], 8 + header + place[1]));
  }
  return hash.digest('hex');
}
