import type { Report, Result } from './report.ts';
import { atOrAbove } from './severity.ts';
import { notReadable } from './snapshot.ts';

/** Exit codes of every command. 2 (wrong usage, configuration or rule file) never comes from a report. */
export const exitCodes = { clean: 0, findings: 1, usage: 2, incomplete: 3 } as const;

type Judged = Pick<Report, 'run' | 'results' | 'coverage' | 'acceptedGaps'>;

/** What a report says as a whole, and the exit code that follows: one pure function, whatever the output format. */
export function verdictOf(report: Judged): { verdict: Report['verdict']; exitCode: number } {
  const findings = report.results.some(
    (result) => result.outcome === 'fail' && atOrAbove(result.severity, report.run.failOn),
  );
  const incomplete = report.run.strict
    ? hasAnyGap(report)
    : report.results.some((result) => leavesOpen(result, report));
  const exitCode =
    incomplete && !report.run.allowIncomplete ? exitCodes.incomplete : findings ? exitCodes.findings : exitCodes.clean;
  return { verdict: incomplete ? 'incomplete' : findings ? 'findings' : 'clean', exitCode };
}

/** Unknown because something was not readable, grave enough to matter, and not accepted by the policy. */
function leavesOpen(result: Result, report: Judged): boolean {
  if (result.outcome !== 'unknown' || !atOrAbove(result.severity, report.run.failOn)) return false;
  const accepted = new Set(report.acceptedGaps?.map((gap) => gap.api));
  return (result.unknownBecause ?? []).some(
    (one) => notReadable.includes(one.reason) && !(one.api !== null && accepted.has(one.api)),
  );
}

function hasAnyGap(report: Judged): boolean {
  return (
    report.coverage.some((entry) => notReadable.includes(entry.status)) ||
    report.results.some((result) => result.unknownBecause?.some((one) => notReadable.includes(one.reason)))
  );
}
