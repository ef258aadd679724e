// The pages on a random port of this machine, and the ways in which a server can be wrong.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.ttf': 'font/ttf', '.woff2': 'font/woff2', '.json': 'application/json' };

// Each takes the response, the file and its type, and answers in its own wrong way.
const faults = {
  missing: (response) => response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found'),
  wrong_type: (response, file) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end(readFileSync(file)),
  html_instead: (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Welcome</title>'),
  truncated(response, file) {
    const bytes = readFileSync(file);
    response.writeHead(200, { 'Content-Type': 'application/wasm' }).end(bytes.subarray(0, bytes.length >> 1));
  },
  broken_connection(response, file) {
    const bytes = readFileSync(file);
    response.writeHead(200, { 'Content-Type': 'application/wasm', 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, bytes.length >> 1), () => setImmediate(() => response.destroy()));
  },
  damaged(response, file) {
    const bytes = Buffer.from(readFileSync(file));
    bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 4096);
    response.writeHead(200, { 'Content-Type': 'application/wasm' }).end(bytes);
  },
};

function answer_data(response, entry) {
  if (!entry) return faults.missing(response);
  if (typeof entry === 'function') return entry(response);
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': entry.length }).end(entry);
}

/// `wrong` maps a file name to the name of a fault; `headers` go with every answer; `data` maps a path below data/ to
/// its bytes, or to a function that answers: what lies there on disk is not served; `pages` maps a name to HTML of the
/// test's own; `folder` is where the pages are. All else may be changed at any time.
export async function serve_site(folder) {
  const site = { folder, wrong: {}, headers: {}, data: {}, pages: {}, requests: [] };
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://x').pathname.replace(/\/$/, '/index.html');
    const file = path.join(folder, path.normalize(name));
    site.requests.push(name);
    for (const [header, value] of Object.entries(site.headers)) response.setHeader(header, value);
    response.setHeader('Cache-Control', 'no-store');
    const fault = faults[site.wrong[name.slice(1)]];
    if (fault) return fault(response, file);
    const page = site.pages[name.slice(1)];
    if (page) return response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    if (name.startsWith('/data/')) return answer_data(response, site.data[decodeURIComponent(name.slice(6))]);
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return faults.missing(response);
    response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  site.address = `http://127.0.0.1:${server.address().port}/`;
  site.forget = () => Object.assign(site, { wrong: {}, headers: {}, data: {}, pages: {}, requests: [] });
  site.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return site;
}
