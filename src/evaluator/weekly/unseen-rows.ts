import type { Report } from '../../model/report.ts';
import { type CoverageEntry, notReadable } from '../../model/snapshot.ts';
import type { Row } from './headline-rows.ts';

/** What was not seen, one row for each API and reason. */
export function unseenRows({ coverage, acceptedGaps, results }: Report): Row[] {
  const accepted = new Set(acceptedGaps?.map(({ api }) => api));
  const gaps = coverage.filter(
    ({ status, api, complete }) => !complete && (status === 'ok' || notReadable.includes(status)) && !accepted.has(api),
  );
  const groups = new Map<string, CoverageEntry[]>();
  for (const gap of gaps) {
    const name = `${gap.api} ${gap.status}`;
    groups.set(name, [...(groups.get(name) ?? []), gap]);
  }
  return [...groups].map(([name, [first, ...others]]): Row => {
    const { api, account, region } = first as CoverageEntry;
    const status = first?.status === 'ok' ? 'truncated' : String(first?.status);
    const open = results.filter(
      ({ outcome, unknownBecause }) => outcome === 'unknown' && unknownBecause?.some((one) => one.api === api),
    ).length;
    const where = others.length > 0 ? `${account} ${region} and ${others.length} more` : `${account} ${region}`;
    return {
      id: `not-seen ${name}`,
      subject: null,
      tells: 'own',
      reason: 'not-seen',
      owner: null,
      usdPerDay: null,
      risk: status,
      what: `${api} was ${status} in ${where}: ${open} ${open === 1 ? 'result rests' : 'results rest'} on it.`,
      command: status === 'denied' ? ['headroom', 'iam-policy'] : null,
    };
  });
}
