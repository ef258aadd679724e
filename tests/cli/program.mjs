// Runs the command-line program as a person would, and the counting that every suite of ours shares.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const experiment = (name) => path.join(root, 'assets/experiments', `${name}.json`);

export function run(...words) {
  const { status, stdout, stderr } = spawnSync(path.join(root, 'build/native-release/downhill-run'), words, {
    encoding: 'utf8', maxBuffer: 64 << 20,
  });
  return { status, stderr, lines: stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line)) };
}

/// Runs every named test, prints what failed, ends with the sum.
export async function run_tests(tests) {
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      console.log(`ok    ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name}\n${error.stack}`);
    }
  }
  console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}
