// A lesson as HTML. Markdown closes emphasis by the characters around a mark, which goes wrong where Chinese punctuation
// meets a word: the reader would see the mark itself.
import markdownIt from 'markdown-it';

const markdown = markdownIt({ html: true, typographer: false });
const mark = /\*|`|\]\(|(?<![A-Za-z0-9])_[^_]+_(?![A-Za-z0-9])/;

/**
 * The HTML of a lesson.
 * @param {string} source Markdown, with HTML in it.
 * @returns {string} HTML; what stands in `code` is the lesson's own business.
 * @throws Error that quotes the place, when a mark of emphasis or code is left over in the text.
 */
export function lessonHtml(source) {
  for (const { children } of markdown.parse(source, {})) {
    // Tags count as a character, so that a mark before and one after a formula are seen as a pair.
    const text = (children ?? []).map(({ type, content }) => (type === 'text' ? content : type === 'softbreak' ? ' ' : '\ufffc')).join('');
    const left = mark.exec(text);
    if (left) throw new Error(`"${text.slice(Math.max(0, left.index - 20), left.index + 20)}" shows its ${left[0][0]} to the reader`);
  }
  return markdown.render(source);
}
