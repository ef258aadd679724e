// Where and with what a measurement was made.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const git = (root, ...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();

/// What the engine is made of; a change there that is not committed is told.
const sources = ['core', 'web/engine', 'cmake', 'CMakeLists.txt', 'CMakePresets.json'];

function revision(root) {
  try {
    const dirty = git(root, 'status', '--porcelain', '--', ...sources) !== '';
    return git(root, 'rev-parse', '--short=12', 'HEAD') + (dirty ? ' with uncommitted changes' : '');
  } catch {
    return 'unknown (no git here)';
  }
}

const version = (root, name) => JSON.parse(readFileSync(path.join(root, 'tools/node_modules', name, 'package.json'), 'utf8')).version;

/// Before the races: what is committed meanwhile was not measured.
export async function describe_machine(root, browser) {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: `${os.cpus().length} cores, ${/model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? os.arch()}`,
    load: os.loadavg()[0].toFixed(1),
    browser: await browser.version(),
    engine: revision(root),
    peers: `ConvNetJS ${version(root, 'convnetjs')}, TensorFlow.js ${version(root, '@tensorflow/tfjs')}`,
  };
}
