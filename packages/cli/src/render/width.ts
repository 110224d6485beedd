import stringWidth from 'string-width';

/** Terminal columns a text takes; CJK characters take two, colour codes none. */
export const widthOf = (text: string): number => stringWidth(text);

/** Fills a text with spaces to `width` columns. */
export const pad = (text: string, width: number, align: 'left' | 'right' = 'left'): string => {
  const fill = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + fill : fill + text;
};

/** What a line may be broken before: a word, or one CJK character with the punctuation that must not be torn off. */
const UNITS = /\s+|[《「『（【“‘]?[\p{Script=Han}][，。；：、！？）】》」』”’…]*|[^\s\p{Script=Han}]+/gu;

/** Breaks a text without colours into lines of at most `width` columns; a longer word keeps its own line. */
export const wrap = (text: string, width: number): string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const unit of paragraph.match(UNITS) ?? []) {
      if (line.trim() !== '' && widthOf(line + unit.trimEnd()) > width) {
        lines.push(line.trimEnd());
        line = unit.trimStart();
      } else line += unit;
    }
    return [...lines, line.trimEnd()];
  });
