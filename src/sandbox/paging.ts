import { hashId } from './derive/identity.ts';
import { badToken, invalid } from './service.ts';

/** The page size an operation uses when not asked, and what may be asked for. */
export type PageLimits = { default: number; max: number; min?: number };

/** A request for a page. */
export type PageRequest = {
  token: string | undefined;
  size: number | undefined;
  limits: PageLimits;
  /** What the token belongs to: AWS refuses a token that comes with another question. */
  scope: string;
};

/** Cuts a page out of a listing. Only the page's items are touched. */
export function takePage<T>(items: readonly T[], request: PageRequest): { items: T[]; token: string | undefined } {
  const size = pageSize(request.size, request.limits);
  const start = request.token === undefined ? 0 : readToken(request.token, request.scope);
  const end = start + size;
  return { items: items.slice(start, end), token: end < items.length ? writeToken(end, request.scope) : undefined };
}

/** The number of items on a page, refused when AWS would refuse it. */
export function pageSize(asked: number | undefined, limits: PageLimits): number {
  const min = limits.min ?? 1;
  if (asked === undefined) return limits.default;
  if (asked < min || asked > limits.max)
    throw invalid(`The page size must be between ${min} and ${limits.max}, not ${asked}.`);
  return asked;
}

function writeToken(offset: number, scope: string): string {
  return Buffer.from(`${hashId(scope, 12)}:${offset}`).toString('base64');
}

function readToken(token: string, scope: string): number {
  const [owner, offset] = Buffer.from(token, 'base64').toString('latin1').split(':');
  if (owner !== hashId(scope, 12) || !/^\d+$/.test(offset ?? ''))
    throw badToken('The pagination token is not valid for this request.');
  return Number(offset);
}
