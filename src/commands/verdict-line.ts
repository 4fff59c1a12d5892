import type { Report } from '../model/report.ts';
import { describeSince, plural } from '../reporters/outcome-text.ts';

/** The verdict for stderr, where the reports themselves went to files. */
export function verdictLine({ summary, verdict, since }: Report, exitCode: number): string {
  const grave = Object.entries(summary.bySeverity)
    .map(([severity, count]) => `${count} ${severity}`)
    .join(', ');
  return `headroom: ${verdict}: ${plural(summary.fail, 'finding')}${grave ? ` (${grave})` : ''}, ${summary.unknown} unknown, ${summary.waived} waived over ${plural(summary.resources, 'resource')}${since ? `; ${describeSince(since)}` : ''}; exit ${exitCode}`;
}
