// Every sentence that the page itself says, in both languages. Those inside the canvas are in shell/app/text_table.inc.

const kText = {
  title: ['Downhill · a neural network playground', 'Downhill · 神经网络实验场'],
  canvas: ['Neural network playground', '神经网络实验场'],
  lab_title: ['{title} · Downhill', '{title} · Downhill'],
  lab_canvas: ['Lab: {title}', '实验：{title}'],
  loading: ['Loading…', '正在加载……'],
  starting: ['Starting…', '正在启动……'],
  try_again: ['Try again', '再试一次'],
  close: ['Close', '关闭'],
  no_wasm: [
    'This browser cannot run WebAssembly; please open the page in a current Chrome, Edge, Firefox or Safari.',
    '这个浏览器不能运行 WebAssembly，请用新版的 Chrome、Edge、Firefox 或 Safari 打开。'],
  no_simd: [
    'This browser is too old for the vector instructions (SIMD) used here; Chrome 91, Firefox 89, Safari 16.4 or newer will do.',
    '这个浏览器太旧，缺少这里要用的向量指令（SIMD）；请用 Chrome 91、Firefox 89、Safari 16.4 或更新的版本。'],
  no_webgl2: [
    'The playground is drawn with WebGL2, which is missing or switched off here; allow hardware acceleration in the browser settings or use another browser. The lesson below can be read without it.',
    '实验场用 WebGL2 绘制，而这里没有或被关闭了；请在浏览器设置里打开硬件加速，或换一个浏览器。下面的课文照常可以读。'],
  missing: [
    'The server does not have the file {file}; if this is your own copy, build it again with ./dev build.',
    '服务器上没有文件 {file}；如果这是你自己的副本，请用 ./dev build 重新构建。'],
  incomplete: [
    'The file {file} did not arrive completely; please try again.',
    '文件 {file} 没有传完，请再试一次。'],
  not_wasm: [
    'What the server sent as {file} is not a WebAssembly program; please try again, or ask whoever runs the server.',
    '服务器送来的 {file} 不是 WebAssembly 程序；请再试一次，或联系管理服务器的人。'],
  offline: [
    'The server cannot be reached for {file}; check the connection and try again.',
    '取 {file} 时连不上服务器，请检查网络后再试。'],
  broken: [
    'The program {file} does not fit this page; reload without the cache (Ctrl+Shift+R).',
    '程序 {file} 与本页面不匹配；请不用缓存重新加载（Ctrl+Shift+R）。'],
  trap: [
    'The interface stopped because of an error of ours, sorry; your settings are in the address, so loading again brings them back.',
    '界面因为我们的一个错误停下了，抱歉；你的设置都在网址里，重新加载就能恢复。'],
  on_page: [
    'Workers are blocked here, so the network trains on the page itself: a little slower, otherwise the same.',
    '这里不允许使用 Worker，网络改在页面里训练：慢一点，其他都一样。'],
  engine_died: ['The engine stopped working; start a new one to go on.', '引擎停止工作了；重新启动一个即可继续。'],
  engine_absent: ['The engine could not be started.', '引擎无法启动。'],
  context_lost: [
    'The browser took the graphics away for a moment. Nothing is lost: training goes on, the picture comes back.',
    '浏览器暂时收回了图形资源。什么都没有丢：训练照常进行，画面马上回来。'],
  context_back: ['The picture is back; nothing was lost.', '画面回来了，什么都没有丢。'],
  progress: ['Epoch {epoch}, test loss {loss}', '第 {epoch} 轮，测试损失 {loss}'],
  progress_accuracy: ['Epoch {epoch}, test loss {loss}, accuracy {accuracy} %', '第 {epoch} 轮，测试损失 {loss}，准确率 {accuracy} %'],
  copied: ['Link copied.', '链接已复制。'],
  copy: ['This link holds everything you see:', '这个链接保存了你看到的一切：'],
};

let zh = false;

export function set_text_language(language) {
  zh = /^zh/i.test(language);
}

export function text(key, values = {}) {
  const sentence = kText[key][zh ? 1 : 0];
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}
