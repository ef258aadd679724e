// MNIST for the pages when nobody says where it is: from the copy that an earlier build kept, else from the public
// mirrors that the page knows (web/picture_mirrors.js), once. Prints the folder, or nothing; says on stderr what
// happened; never fails. Without a network it takes as long as the first small file may: a few seconds.
//
//   node tools/mnist.mjs FOLDER
//
// DOWNHILL_MNIST_MIRRORS, addresses of folders with spaces between them, stands in for the list; empty: ask nobody.
import { webcrypto } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

globalThis.crypto ??= webcrypto;  // the page's modules take it as given; Node 18 does not have it yet

const kFirstMs = 3000;   // for the first small file: is anybody there at all?
const kWholeMs = 60_000; // for all four of one mirror
const kAgainMs = 24 * 3600_000;
const kLimit = 64 << 20;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const files = [
  ['train', 'labels', 'train-labels-idx1-ubyte'], ['train', 'images', 'train-images-idx3-ubyte'],
  ['test', 'labels', 't10k-labels-idx1-ubyte'], ['test', 'images', 't10k-images-idx3-ubyte'],
];

/// A module of the page that imports nothing else.
const page_module = (name) => import(`data:text/javascript,${encodeURIComponent(readFileSync(path.join(root, 'web', name), 'utf8'))}`);

async function fetch_file(address, ms) {
  const response = await fetch(address, { signal: AbortSignal.timeout(ms) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > kLimit) throw new Error(`${bytes.length} bytes`);
  return bytes;
}

/// The four files of a mirror by name, checked: [[name, bytes]].
async function fetch_all(mirror, identify) {
  const end = Date.now() + kWholeMs;
  const set = { train: {}, test: {} };
  const found = [];
  for (const [part, kind, name] of files) {
    const bytes = await fetch_file(new URL(`${name}.gz`, mirror), found.length === 0 ? kFirstMs : Math.max(1, end - Date.now()));
    set[part][kind] = { blob: new Blob([bytes]) };
    found.push([bytes[0] === 0x1f && bytes[1] === 0x8b ? `${name}.gz` : name, bytes]);  // a server may have unpacked it
  }
  if ((await identify(set)).dataset !== 'mnist') throw new Error('the checksums are not those of MNIST');
  return found;
}

function is_kept(folder) {
  try {
    const names = readdirSync(folder);
    return files.every(([, , name]) => names.includes(name) || names.includes(`${name}.gz`));
  } catch {
    return false;
  }
}

const when = (file) => {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
};

async function main(folder) {
  const say = (sentence) => console.error(`    MNIST: ${sentence}`);
  if (is_kept(folder)) return folder;
  const given = process.env.DOWNHILL_MNIST_MIRRORS;
  const tried = `${folder}.tried`;
  if (given === undefined && Date.now() - when(tried) < kAgainMs) return '';
  const mirrors = given === undefined ? (await page_module('picture_mirrors.js')).kMirrors.mnist.map(({ address }) => address) : given.split(/\s+/).filter(Boolean);
  const { identify } = await page_module('picture_checksums.js');
  for (const mirror of mirrors) {
    try {
      say(`asking ${new URL(mirror).host}`);
      const found = await fetch_all(mirror, identify);
      const fresh = `${folder}.new`;
      rmSync(fresh, { recursive: true, force: true });
      mkdirSync(fresh, { recursive: true });
      for (const [name, bytes] of found) writeFileSync(path.join(fresh, name), bytes);
      rmSync(folder, { recursive: true, force: true });
      renameSync(fresh, folder);
      say(`loaded from ${new URL(mirror).host} into ${folder}`);
      return folder;
    } catch (error) {
      say(`not from ${mirror}: ${error.cause?.code ?? error.message}`);
    }
  }
  if (mirrors.length === 0) return '';
  mkdirSync(path.dirname(tried), { recursive: true });
  writeFileSync(tried, 'The public mirrors were asked in vain; a day later, or without this file, they are asked again.\n');
  say('the pages go without it (--mnist DIR or MNIST_DIR says where it is); asked again after a day');
  return '';
}

try {
  process.stdout.write(await main(path.resolve(process.argv[2])));
} catch (error) {  // a folder that cannot be written
  console.error(`    MNIST: ${error.message}`);
}
process.exit(0);  // not after the sockets of a server that says nothing
