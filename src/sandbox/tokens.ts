import type { Fault } from './faults.ts';
import type { TokenNames } from './service.ts';

type Members = Readonly<Record<string, unknown>>;

/** Knows which page of a listing a call asks for, by the tokens that were given out. */
export type PageCounter = {
  /** The page, counted from 1, that an input asks for. */
  pageOf(token: TokenNames | undefined, input: Members): number;
  /** Remembers the token that an answer carries. */
  note(token: TokenNames | undefined, input: Members, output: Members): void;
};

/** Makes a page counter. */
export function createPageCounter(): PageCounter {
  const pages = new Map<unknown, number>();
  const pageOf: PageCounter['pageOf'] = (token, input) => {
    const given = token && input[token.input];
    return given === undefined || given === '' ? 1 : (pages.get(given) ?? 2);
  };
  return {
    pageOf,
    note(token, input, output) {
      const given = token && output[token.output];
      if (given) pages.set(given, pageOf(token, input) + 1);
    },
  };
}

const forced = 'sandbox-page-';

/** The token that a fault puts into an answer, whatever the listing's real end is. */
export function forcedToken(fault: Fault, token: TokenNames | undefined, input: Members): Record<string, unknown> {
  if (!token || (fault.do !== 'repeat-token' && fault.do !== 'endless')) return {};
  const given = String(input[token.input] ?? '');
  const number = isForcedToken(given) ? Number(given.slice(forced.length)) : 1;
  return { [token.output]: `${forced}${fault.do === 'endless' ? number + 1 : 2}` };
}

/** Whether a token was made by a fault: it stands for the first page. */
export function isForcedToken(token: unknown): boolean {
  return typeof token === 'string' && token.startsWith(forced);
}
