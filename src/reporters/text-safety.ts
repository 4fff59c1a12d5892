/**
 * Names, tags and messages come from accounts and may hold anything. Each target has one function here that makes
 * them harmless; a reporter never prints a value without one.
 */

const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]/g;
/** Controls, format characters (direction marks, zero-width, tags), lone surrogates and noncharacters. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/** Lone surrogates become U+FFFD, as any UTF-8 writer would do, but here and the same everywhere. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** One printable line: breaks and tabs become a space, what cannot be seen or moves the text becomes U+FFFD. */
export function clean(text: string): string {
  return text.replace(lineBreaks, ' ').replace(unprintable, '\ufffd');
}

/** Like `clean`, and keeps line feeds: for text that was already escaped, such as a command with a quoted newline. */
export function cleanLines(text: string): string {
  return text
    .split(/\r\n|\n/)
    .map(clean)
    .join('\n');
}

/** Cuts a long text between code points and says how many are missing. */
export function shorten(text: string, most: number): string {
  const points = Array.from(text);
  if (points.length <= most) return text;
  return `${points.slice(0, most).join('')}… (${points.length - most} more characters)`;
}

/** A name as people should see it: one safe line of bounded length. */
export function displayName(text: string): string {
  const safe = clean(text).trim();
  return safe === '' ? '(no name)' : shorten(safe, 160);
}

/** A sentence as people should see it; names inside it are bounded too. */
export function displayText(text: string): string {
  const bounded = clean(text).replace(/\S{161,}/g, (word) => shorten(word, 160));
  return shorten(bounded, 2_000);
}

/**
 * Keeps a finished output line from being read by a GitHub runner as a workflow command: `::` counts at the start of
 * a line (blanks aside), `##[` anywhere. ARNs hold `::` in the middle, and stay as they are.
 */
export function safeWorkflowLine(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1:\u200b').replace(/##(?=\[)/g, '#\u200b#');
}

/** Text of an XML or HTML element, or of a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return clean(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** As `escapeHtml`, for preformatted text: line feeds stay. */
export function escapeHtmlLines(text: string): string {
  return text.split('\n').map(escapeHtml).join('\n');
}
