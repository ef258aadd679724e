// A static server for the pages, on this machine only, without special headers.
//
//   node tools/serve.mjs FOLDER [--port P]
import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm', '.ttf': 'font/ttf', '.woff2': 'font/woff2', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.ico': 'image/x-icon', '.md': 'text/markdown; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.map': 'application/json',
  '.gz': 'application/gzip',
};
const alreadyPacked = new Set(['.woff2', '.png', '.gz']);

/// Starts to serve `folder`; resolves to { server, port, address }. A taken port is answered with the next free one.
export async function serve(folder, port = 8080) {
  const root = path.resolve(folder);
  const packed = new Map(); // path -> { time, bytes }

  async function answer(request, response) {
    let name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (name.endsWith('/')) name += 'index.html';
    const file = path.join(root, path.normalize(name));
    if (!file.startsWith(root + path.sep)) throw new Error('outside');
    const { mtimeMs } = await stat(file);
    const headers = {
      'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
      'Cache-Control': 'no-cache', ETag: `"${mtimeMs.toString(36)}"`,
    };
    if (request.headers['if-none-match'] === headers.ETag) return response.writeHead(304, headers).end();
    let bytes = await readFile(file);
    if (/\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && !alreadyPacked.has(path.extname(file))) {
      if (packed.get(file)?.time !== mtimeMs) packed.set(file, { time: mtimeMs, bytes: gzipSync(bytes) });
      bytes = packed.get(file).bytes;
      headers['Content-Encoding'] = 'gzip';
    }
    response.writeHead(200, { ...headers, 'Content-Length': bytes.length, Vary: 'Accept-Encoding' });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n'));
  });
  for (const last = port + 50; ; ++port) {
    const error = await new Promise((done) => {
      server.once('error', done);
      server.listen(port, '127.0.0.1', () => { server.off('error', done); done(null); });
    });
    if (!error) break;
    if (error.code !== 'EADDRINUSE' || port >= last) throw error;
  }
  return { server, port: server.address().port, address: `http://127.0.0.1:${server.address().port}/` };
}

if (import.meta.url === `file://${process.argv[1]}` || process.argv[1]?.endsWith('tools/serve.mjs')) {
  const [folder = 'build/site', ...rest] = process.argv.slice(2);
  const at = rest.indexOf('--port');
  const { address } = await serve(folder, at >= 0 ? Number(rest[at + 1]) : undefined);
  console.log(`Downhill is at ${address}  (Ctrl-C stops it)`);
}
