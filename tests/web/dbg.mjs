import { launch } from '/work/main/tests/web/support/browser.mjs';
import { serve_site } from '/work/main/tests/web/support/server.mjs';
const site = await serve_site('/tmp/site'); const b = await launch('chromium');
const p = await b.newPage(); p.on('console',m=>console.log('console',m.text())); p.on('pageerror',e=>console.log('err',e.message));
await p.setViewport({width:390,height:844,deviceScaleFactor:1});
await p.goto(site.address); await new Promise(r=>setTimeout(r,1500));
const q=()=>p.evaluate(()=>{const c=document.getElementById('canvas');const r=c.getBoundingClientRect();return [devicePixelRatio,c.width,c.height,r.width,r.height, innerWidth, document.documentElement.clientWidth]});
console.log(await q());
for (const [w,h,s] of [[390,844,3],[820,1180,2],[1280,800,1.25]]) { await p.setViewport({width:w,height:h,deviceScaleFactor:s}); await new Promise(r=>setTimeout(r,1000)); console.log(await q()); }
for (const before of [()=>{ const real = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind === 'webgl2' ? null : real.call(this, kind, ...rest); }; }, ()=>{WebAssembly.validate=()=>false}, ()=>{delete self.WebAssembly}]) { const p2=await b.newPage(); p2.on('console',m=>console.log('console',m.text())); p2.on('pageerror',e=>console.log('err',e.message)); await p2.evaluateOnNewDocument(before); await p2.goto(site.address); await new Promise(r=>setTimeout(r,1000)); console.log(await p2.evaluate(()=>document.getElementById('poster').dataset.failure)); }
await p.screenshot({path:'/tmp/a.png'});
await b.close(); site.close();
