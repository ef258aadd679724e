// Every sentence that the page itself says, in both languages (but for guard.js, which speaks when this is not there). Those inside the canvas are in shell/app/text_table.inc.

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
  dataset_mnist: ['MNIST', 'MNIST'],
  dataset_fashion_mnist: ['Fashion-MNIST', 'Fashion-MNIST'],
  dataset_idx: ['your pictures', '你的图片'],
  pictures_loading: ['Loading {name}…', '正在加载 {name}……'],
  pictures_absent: [
    'The files of {name} are not on this server. Choose the four IDX files, drop them here, or load them from elsewhere.',
    '服务器上没有 {name} 的文件。请选择四个 IDX 文件，拖到这里，或从别处加载。'],
  pictures_ways: [
    'Choose the four IDX files of {name}, drop them here, or load them from elsewhere.',
    '请选择 {name} 的四个 IDX 文件，拖到这里，或从别处加载。'],
  pictures_closed: ['The files of {name} were not loaded.', '没有加载 {name} 的文件。'],
  pictures_instead: ['The files are not those of {name}.', '这些文件不是 {name} 的文件。'],
  pictures_choose: ['Choose files…', '选择文件……'],
  pictures_address: ['Address of a folder', '文件夹的网址'],
  pictures_load: ['Load', '加载'],
  pictures_mirror: ['Load from {name}', '从 {name} 加载'],
  pictures_learn: ['Learn from them', '用它们训练'],
  pictures_published: [
    'Here: {name}, {train} for training and {test} for testing. They are the published files.',
    '已就绪：{name}，训练 {train} 幅，测试 {test} 幅，是公开发布的原始文件。'],
  pictures_other: [
    'Here: {name}, {train} for training and {test} for testing. They are not the published files.',
    '已就绪：{name}，训练 {train} 幅，测试 {test} 幅，不是公开发布的原始文件。'],
  pictures_here: [
    'Here: {name}, {train} for training and {test} for testing.',
    '已就绪：{name}，训练 {train} 幅，测试 {test} 幅。'],
  picture_empty: ['{file} is empty (0 entries).', '{file} 是空的（0 条数据）。'],
  picture_html: ['{file} is a web page, not an IDX file.', '{file} 是一个网页，不是 IDX 文件。'],
  picture_magic: [
    '{file} is not the IDX file that is needed: it begins with {found} (pictures: 0x00000803, labels: 0x00000801).',
    '{file} 不是所需的 IDX 文件：开头是 {found}（图像应为 0x00000803，标签应为 0x00000801）。'],
  picture_short: ['{file} is cut off: {got} bytes, its header alone needs {need}.', '{file} 不完整：只有 {got} 字节，仅文件头就需要 {need} 字节。'],
  picture_cut: ['{file} is cut off: {count} entries need {need} bytes, it has {got}.', '{file} 不完整：{count} 条数据需要 {need} 字节，实际只有 {got} 字节。'],
  picture_long: ['{file} is longer than it says: {count} entries need {need} bytes.', '{file} 比它声称的长：{count} 条数据只需要 {need} 字节。'],
  picture_damaged: ['{file} cannot be read to its end: cut off or damaged after {got} bytes.', '{file} 无法完整读取：在 {got} 字节之后被截断或已损坏。'],
  picture_side: ['{file} has pictures of {height}x{width}; they must be 28x28.', '{file} 的图像大小为 {height}x{width}，必须是 28x28。'],
  picture_large: ['{file} is too large: {size} bytes, at most {limit} are read.', '{file} 太大：有 {size} 字节，最多读取 {limit} 字节。'],
  picture_label: ['{file}: label {label} of entry {entry} is no class (0 to 9).', '{file}：第 {entry} 条的标签 {label} 不是类别（0 到 9）。'],
  picture_counts: ['{file}: {labels} labels for {images} pictures; do the files belong together?', '{file}：{labels} 个标签对应 {images} 幅图像；这些文件是一对吗？'],
  picture_few: ['{file}: {count} picture cannot be split for training and testing.', '{file}：{count} 幅图像无法分成训练和测试两部分。'],
  picture_selection: [
    'Two or four files are needed, as many of pictures as of labels: these are {images} of pictures and {labels} of labels.',
    '需要两个或四个文件，图像与标签各半：这里有 {images} 个图像文件和 {labels} 个标签文件。'],
  picture_missing: ['{file} is missing there (404), though others are not.', '那里缺少 {file}（404），而其他文件都在。'],
  picture_absent: ['{file} is not there (404).', '那里没有 {file}（404）。'],
  picture_status: ['{file} did not come: the server answered {status}.', '{file} 没有取到：服务器回答 {status}。'],
  picture_broken: ['{file}: the connection broke after {got} of {size} bytes.', '{file}：连接在收到 {got} 字节后中断（共 {size} 字节）。'],
  picture_offline: [
    '{file} did not come (0 bytes): the server cannot be reached, or does not let other pages read it (CORS).',
    '{file} 没有取到（0 字节）：连不上服务器，或服务器不允许其他网页读取（CORS）。'],
  picture_address: ['"{file}" is no address.', '“{file}”不是网址。'],
  picture_no_gunzip: [
    'This browser cannot unpack {file} (no DecompressionStream): unpack it yourself and choose it again.',
    '这个浏览器无法解压 {file}（没有 DecompressionStream）：请自行解压后再选择。'],
  own_kind: ['{file} is neither a PNG nor a JPEG picture.', '{file} 既不是 PNG 图片，也不是 JPEG 图片。'],
  own_damaged: ['{file} cannot be read as a picture: cut off or damaged.', '{file} 无法作为图片读取：文件不完整或已损坏。'],
  own_side: [
    '{file} is too large: {width}x{height} pixels, at most {limit} each way are read.',
    '{file} 太大：{width}x{height} 像素，每边最多 {limit} 像素。'],
  own_blank: ['Nothing is drawn on {file}: all of it is one shade.', '{file} 上什么也没有：整张图只有一种深浅。'],
  own_here: ['{file} is what the network reads now.', '网络现在读的是 {file}。'],
  picture_failed: ['The pictures could not be read: {file}', '无法读取图片：{file}'],
};

let zh = false;

export function set_text_language(language) {
  zh = /^zh/i.test(language);
}

export function text(key, values = {}) {
  const sentence = kText[key][zh ? 1 : 0];
  const filled = sentence.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name] ?? '';
    return typeof value === 'function' ? value() : value;  // a name that changes with the language
  });
  return filled.replace(/(\p{Script=Han}) (?=\p{Script=Han})/gu, '$1');  // the space is for names in Latin letters
}
