import { globMatches } from '../evaluator/match.ts';

/** A glob that matches this text: special characters behind a backslash, or ? where a backslash is not enough. */
export function globFor(text: string): string {
  const escaped = text.replace(/[^\w./:\- ]/g, (character) =>
    /[\p{L}\p{N}]/u.test(character) ? character : `\\${character}`,
  );
  if (globMatches(escaped, text) && !globMatches(escaped, `${text}x`)) return escaped;
  // A name is at most a few hundred characters long; ? stands for one of them but the slash.
  return text.replace(/[^\w./:\- ]/g, '?');
}
