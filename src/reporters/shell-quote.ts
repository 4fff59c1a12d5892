import { wellFormed } from './text-safety.ts';

/**
 * Argument arrays as text that a POSIX shell splits back into the same arguments.
 * Single quotes keep every printable character and newlines. Words with control or invisible characters use `$'…'`
 * with octal bytes (bash, zsh, ksh, POSIX 2024), so that a terminal shows exactly what will be run.
 */

// Not at the start: `=` (zsh expands it), `:` (a line that starts with `::` is a GitHub workflow command).
const plain = /^[A-Za-z0-9_/.,@%+-][A-Za-z0-9_/:.,@%+=-]*$/;
// What a terminal would not show as it is; line feeds may stay.
const unprintable = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;
const octalBytes = new TextEncoder();

/** One argument as one shell word. */
export function quoteWord(word: string): string {
  // No argument can hold NUL, and no UTF-8 text a lone surrogate.
  const text = wellFormed(word.replaceAll('\0', '\ufffd'));
  if (plain.test(text)) return text;
  return unprintable.test(text) ? ansiQuote(text) : singleQuote(text);
}

/** One argument as one shell word without a line feed in it: what stands in a comment must not break out of it. */
export function quoteWordOnOneLine(word: string): string {
  return word.includes('\n') ? ansiQuote(wellFormed(word.replaceAll('\0', '\ufffd'))) : quoteWord(word);
}

/** A command on one line (newlines inside arguments aside). */
export function quoteCommand(words: readonly string[], quote = quoteWord): string {
  return words.map((word, index) => (index === 0 ? quoteCommandName(word, quote) : quote(word))).join(' ');
}

/**
 * A command broken between arguments with a backslash where it would pass `width` columns.
 * An option and its value stay together where they fit.
 */
export function quoteCommandLines(words: readonly string[], width: number, quote = quoteWord): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of pairOptions(words, quote)) {
    if (line !== '' && line.length + 1 + part.length + 2 > width) {
      lines.push(`${line} \\`);
      line = `  ${part}`;
    } else {
      line = line === '' ? part : `${line} ${part}`;
    }
  }
  return [...lines, line];
}

function pairOptions(words: readonly string[], quote: typeof quoteWord): string[] {
  const parts: string[] = [];
  let atOption = false;
  words.forEach((word, index) => {
    const quoted = index === 0 ? quoteCommandName(word, quote) : quote(word);
    const option = /^--?[a-z]/.test(word);
    if (atOption && !option && parts.length > 0) parts[parts.length - 1] += ` ${quoted}`;
    else parts.push(quoted);
    atOption = option;
  });
  return parts;
}

/** `a=b` as first word would assign a variable; quoting it makes it a command name. */
function quoteCommandName(word: string, quote: typeof quoteWord): string {
  const quoted = quote(word);
  return quoted.includes('=') && quoted === word ? singleQuote(word) : quoted;
}

/**
 * `##[` anywhere, and `::` at the start of a line, would be a workflow command on a GitHub runner; an empty pair of
 * quotes splits them and changes nothing for the shell.
 */
function singleQuote(text: string): string {
  const body = text
    .replaceAll("'", "'\\''")
    .replaceAll('##[', "##''[")
    .replace(/\n(?=\s*::)/g, "\n''");
  return `'${body}'`;
}

function ansiQuote(text: string): string {
  const quoted = Array.from(text, (character) => {
    if (character === '\n') return '\\n';
    if (character === "'" || character === '\\') return `\\${character}`;
    return unprintable.test(character) ? octal(character) : character;
  }).join('');
  return `$'${quoted.replaceAll('##[', '##\\133')}'`;
}

function octal(character: string): string {
  return Array.from(octalBytes.encode(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
