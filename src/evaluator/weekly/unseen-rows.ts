import type { Report } from '../../model/report.ts';
import { type CoverageEntry, notReadable } from '../../model/snapshot.ts';
import type { Row } from './headline-rows.ts';

/** What was not seen, one row for each way in which it was not. */
export function unseenRows({ coverage, acceptedGaps, results }: Report): Row[] {
  const accepted = new Set(acceptedGaps?.map(({ api }) => api));
  const gaps = coverage.filter(
    ({ status, api, complete }) => !complete && (status === 'ok' || notReadable.includes(status)) && !accepted.has(api),
  );
  const byStatus = new Map<string, CoverageEntry[]>();
  // What rests on another call was never asked: the cause alone is named.
  const asked = gaps.filter(({ calls }) => calls > 0);
  for (const gap of asked.length > 0 ? asked : gaps) {
    const status = gap.status === 'ok' ? 'truncated' : gap.status;
    byStatus.set(status, [...(byStatus.get(status) ?? []), gap]);
  }
  return [...byStatus].map(([status, entries]): Row => {
    const apis = [...new Set(entries.map(({ api }) => api))];
    const places = [...new Set(entries.map(({ account, region }) => `${account} ${region}`))];
    const open = results.filter(
      ({ outcome, unknownBecause }) =>
        outcome === 'unknown' && unknownBecause?.some((one) => one.api !== null && apis.includes(one.api)),
    ).length;
    const verb = apis.length === 1 ? 'was' : 'were';
    const rest = open === 0 ? '' : `: ${open} ${open === 1 ? 'result rests' : 'results rest'} on it`;
    return {
      id: `not-seen ${status}`,
      subject: null,
      tells: 'own',
      reason: 'not-seen',
      owner: null,
      usdPerDay: null,
      risk: status,
      what: `${few(apis)} ${verb} ${status} in ${few(places)}${rest}.`,
      command: status === 'denied' ? ['headroom', 'iam-policy'] : null,
    };
  });
}

/** Names that a sentence holds. */
const most = 4;

function few(names: readonly string[]): string {
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}
