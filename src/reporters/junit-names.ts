import type { Report, Result } from '../model/report.ts';
import { clean, shorten } from './text-safety.ts';

/**
 * A name for each case: region and subject, with the account where the report has several. Test views keep only one
 * of two cases with the same name, so all that would share one carry the start of their fingerprint.
 */
export function nameCases(report: Report): Map<Result, string> {
  const accounts = new Set(report.snapshot.scopes.map(({ account }) => account));
  const plain = new Map(report.results.map((result) => [result, plainName(result, accounts.size > 1)]));
  const uses = new Map<string, number>();
  for (const [result, name] of plain) count(uses, nameKey(result, name));
  const taken = new Map<string, number>();
  const names = new Map<Result, string>();
  for (const [result, name] of plain) {
    const shared = (uses.get(nameKey(result, name)) ?? 0) > 1;
    const marked = shared ? `${name} [${clean(result.fingerprint).slice(0, 12)}]` : name;
    const repeats = count(taken, nameKey(result, marked));
    names.set(result, repeats > 1 ? `${marked} (${repeats})` : marked);
  }
  return names;
}

function plainName({ subject }: Result, withAccount: boolean): string {
  const place = withAccount ? `${clean(subject.account)}/${clean(subject.region)}` : clean(subject.region);
  return `${place}/${shorten(clean(subject.name).trim(), 200)}`;
}

function nameKey({ rule, subject }: Result, name: string): string {
  return JSON.stringify([subject.kind, rule, name]);
}

function count(counts: Map<string, number>, key: string): number {
  const next = (counts.get(key) ?? 0) + 1;
  counts.set(key, next);
  return next;
}
