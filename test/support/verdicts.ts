import type { Audited } from './sandbox-audit.ts';

/** Outcome of every result by rule, account, region, kind and key. */
export type Verdicts = Map<string, string>;

export function verdictsOf({ report }: Audited): Verdicts {
  return new Map(
    report.results.map(({ rule, subject, outcome }) => [
      [rule, subject.account, subject.region, subject.kind, subject.key].join(' '),
      outcome,
    ]),
  );
}

/** Results that no longer are what the healthy run said, and may not be what they now are. */
export function lies(healthy: Verdicts, struck: Verdicts): string[] {
  const found: string[] = [];
  for (const [subject, outcome] of healthy) {
    const now = struck.get(subject);
    if (now === outcome || now === 'unknown') continue;
    if (now !== undefined) found.push(`${subject}: ${outcome} became ${now}`);
    else if (!starsOf(subject).some((star) => struck.get(star) === 'unknown')) {
      found.push(`${subject}: ${outcome} vanished without a *`);
    }
  }
  for (const [subject, outcome] of struck) {
    if (!healthy.has(subject) && outcome !== 'unknown') found.push(`${subject}: ${outcome} out of nothing`);
  }
  return found;
}

/** The * that may stand for a subject; when even the identity was not read, the account is unknown. */
function starsOf(subject: string): string[] {
  const [rule, id, region, kind] = subject.split(' ');
  return [`${rule} ${id} ${region} ${kind} *`, `${rule} unknown ${region} ${kind} *`];
}

/** Rules whose results are not exactly those of the healthy run. */
export function changedRules(healthy: Verdicts, struck: Verdicts): string[] {
  const changed = new Set<string>();
  for (const subject of new Set([...healthy.keys(), ...struck.keys()])) {
    if (healthy.get(subject) !== struck.get(subject)) changed.add(subject.split(' ')[0] ?? '');
  }
  return [...changed].sort();
}
