import { type Comparison, openSinceBook } from '../../src/evaluator/since.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import { emptyPolicy } from '../../src/model/policy.ts';
import { type Audited, allRules } from './sandbox-audit.ts';

/** What one audit, which lists passed results too, says of an earlier one. */
export function sinceOf(earlier: Audited, { report, snapshot }: Audited): Comparison {
  const book = openSinceBook(earlier.report);
  for (const { rule, outcome, subject, fingerprint } of report.results) {
    if (outcome !== 'pass' && outcome !== 'not-applicable') continue;
    book.meet({ rule, outcome, isConcerned: true, workload: subject.workload ?? null, fingerprint: () => fingerprint });
  }
  return book.compare(report.results, allRules, buildWorld(snapshot, emptyPolicy(), Date.parse(snapshot.takenAt)));
}

/**
 * Between two audits of one account nothing was mended and nothing broke: whatever one of them could not read, nothing
 * is fixed, and what is new says why the earlier report may have missed it.
 */
export function falseNews(earlier: Audited, now: Audited): string[] {
  const { results, since } = sinceOf(earlier, now);
  return [
    ...since.fixed.map(({ rule, subject }) => `${rule} ${subject.key} fixed`),
    ...results
      .filter(({ state, notes }) => state === 'new' && !notes?.some((note) => note.endsWith('may be older.')))
      .map(({ rule, subject }) => `${rule} ${subject.key} new`),
  ];
}
