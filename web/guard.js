// The one classic script of the page: speaks when the modules cannot be had, which then cannot speak for themselves.
// (A file is missing; or a course page locked the frame up so that it has no origin, and the server does not say that
// everybody may read its files; or it was opened from a disk.)
'use strict';

const kSentences = {
  locked: [
    'This frame is locked up (sandbox) and may not read the page\'s own files. Add allow-same-origin to its sandbox, or have the server send "Access-Control-Allow-Origin: *".',
    '这个框架被隔离（sandbox），不能读取页面自己的文件。请在 sandbox 里加上 allow-same-origin，或让服务器发送“Access-Control-Allow-Origin: *”。'],
  from_disk: [
    'Opened from a disk, this page may not load its own files; put the folder on a web server, for instance with "python3 -m http.server".',
    '直接从磁盘打开时，浏览器不让本页读取自己的文件；请把文件夹放到网页服务器上，例如用“python3 -m http.server”。'],
  no_modules: [
    'The scripts of this page did not arrive completely; please load it again.',
    '本页的脚本没有传完，请重新加载。'],
};

function complain() {
  const key = location.protocol === 'file:' ? 'from_disk' : self.origin === 'null' ? 'locked' : 'no_modules';
  const chinese = /\blang=zh\b/.test(location.hash) || (!/\blang=/.test(location.hash) && navigator.language.startsWith('zh'));
  const poster = document.getElementById('poster');
  poster.classList.add('failed');
  poster.dataset.failure = key;
  document.getElementById('message').textContent = kSentences[key][chinese ? 1 : 0];
  const again = document.getElementById('again');
  again.hidden = false;
  again.textContent = chinese ? '再试一次' : 'Try again';
  again.onclick = () => location.reload();
}

addEventListener('error', ({target}) => {
  if (target.tagName !== 'SCRIPT' || target.type !== 'module') return;
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', complain);
  else complain();
}, true);
