/** East Asian wide characters and emoji take two columns of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns that a text takes in a terminal. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += wide.test(character) ? 2 : 1;
  return sum;
}

/**
 * Breaks a text between words, the first line after `indent`, the others after `hang`; a word that is longer than the
 * width stays whole.
 */
export function wrap(text: string, width: number, indent = '', hang = indent): string[] {
  const lines: string[] = [];
  let line = '';
  let before = indent;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    if (line !== '' && columns(before) + columns(line) + 1 + columns(word) > width) {
      lines.push(before + line);
      before = hang;
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, before + line];
}
