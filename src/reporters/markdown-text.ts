import { clean } from './text-safety.ts';

/**
 * Any text in inline code. Entities win where backslashes do not: a backslash cannot escape inside a code span, and
 * outside of code GitHub reads `@team` and `#1` in the rendered text, however they were written.
 */
export function code(text: string): string {
  return `<code>${entities(clean(text))}</code>`;
}

/** A sentence: plain words as they are, everything else in code, where no mention, link or markup can come from it. */
export function prose(text: string): string {
  const parts: string[] = [];
  let pending: string[] = [];
  const flush = () => {
    if (pending.length > 0) parts.push(codeInSentence(pending.join(' ')));
    pending = [];
  };
  for (const word of clean(text).split(' ')) {
    if (word === '') continue;
    if (plainWord.test(word) || clockTime.test(word)) {
      flush();
      parts.push(word);
    } else {
      pending.push(word);
    }
  }
  flush();
  return parts.join(' ');
}

/** Code without the brackets and stops around it, so that what is copied from it is the name alone. */
function codeInSentence(text: string): string {
  const [, open = '', name = text, end = ''] = /^(\(?)(.*?)([.,;:)]*)$/.exec(text) ?? [];
  return name === '' ? code(text) : `${open}${code(name)}${end}`;
}

/** Letters and digits of any script, inner hyphens, and the punctuation that ends a clause. */
const plainWord = /^\(?[A-Za-z0-9\u00a0-\uffff][A-Za-z0-9\u00a0-\uffff%'-]*[,.;:)]*$|^%[,.;:)]*$/;

/** Hours and minutes, with nothing that GitHub would read as an emoji. */
const clockTime = /^\(?\d\d:\d\d[,.;:)]*$/;

/** Every character as a numeric entity but letters, digits, space, slash, hyphen and what is beyond Latin-1 controls. */
function entities(text: string): string {
  return text.replace(/[^A-Za-z0-9 /\-\u00a0-\u{10ffff}]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** A fenced block whose fence is longer than any run of backticks in the content. */
export function fenced(content: string, language: string): string {
  const longest = Math.max(2, ...Array.from(content.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${content}\n${fence}`;
}

/** A link that this program makes; anything but a plain https address is left out. */
export function link(label: string, url: string): string {
  return isPlainUrl(url) ? `[${label}](${url})` : '';
}

/** Tells the pages that a rule cites apart by their file names, which hold nothing that is markup. */
export function documentTitle(url: string): string {
  const [, page] = /\/([A-Za-z][A-Za-z0-9_-]*)\.html(?:#|$)/.exec(url) ?? [];
  return page === undefined ? 'AWS documentation' : `AWS documentation: ${page}`;
}

export function isPlainUrl(url: string): boolean {
  return /^https:\/\/[A-Za-z0-9._~/#?=&%-]+$/.test(url);
}
