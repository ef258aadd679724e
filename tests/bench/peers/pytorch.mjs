// PyTorch outside the browser, as one more contestant; absent where Debian's python3-torch is not installed.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const kProgram = fileURLToPath(new URL('pytorch.py', import.meta.url));

/// {version, blas, measure(work, how), close()}, or null when there is none.
export async function start_pytorch() {
  const child = spawn('/usr/bin/python3', [kProgram], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    return done ? null : JSON.parse(value);
  };
  const hello = await answer();
  if (!hello) return null;
  return {
    version: hello.version,
    blas: hello.blas,
    async measure({ experiment, product }, how) {
      child.stdin.write(`${JSON.stringify({ experiment, product, ...how })}\n`);
      const got = await answer();
      if (!got) throw new Error('PyTorch ended early');
      return got;
    },
    close: () => child.stdin.end(),
  };
}
