// tools/lesson.mjs refuses a lesson whose marks would be read as they stand; every lesson is written well.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { lessonHtml } from '../../tools/lesson.mjs';
import { root, run_tests } from '../cli/program.mjs';

const folder = path.join(root, 'assets/lessons');

await run_tests({
  'marks that close become tags': () => {
    assert.equal(lessonHtml('*网络* **学。** 了 `a*b`').trim(), '<p><em>网络</em> <strong>学。</strong> 了 <code>a*b</code></p>');
    assert.match(lessonHtml('`x_times_y`, x_squared, <span class="positive">a_b_c</span>'), /x_squared/);
  },
  'a mark that is left over is refused, and quoted': () => {
    assert.throws(() => lessonHtml('好。\n\n- *LeNet-5（1998 年）*就是它'), /LeNet-5（1998 年）.* shows its \*/);
    assert.throws(() => lessonHtml('**都消失？**当心'), /shows its \*/);
    assert.throws(() => lessonHtml('一个_很大_的数'), /shows its _/);
    assert.throws(() => lessonHtml('一个_<math><mi>x</mi></math>_数'), /shows its _/);
    assert.throws(() => lessonHtml('a `b'), /shows its `/);
  },
  'no lesson shows a mark, and both languages have the same parts': () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.en.md')).map((file) => file.slice(0, -6))) {
      const [en, zh] = ['en', 'zh'].map((language) => lessonHtml(readFileSync(path.join(folder, `${name}.${language}.md`), 'utf8')));
      const parts = (html) => html.match(/<(h1|h2|li|blockquote|math display="block"|a href="[^"]*)/g).map((tag) => tag.replace(/&amp;lang=zh$/, ''));
      assert.deepEqual(parts(zh), parts(en), name);
    }
  },
});
