import type { Subject } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { type WeeklyDocument, type WeeklyPeriod, weeklySchemaId } from '../../model/weekly-document.ts';
import { metricPriceUsd } from '../../resources/metrics/plan.ts';
import type { EvaluateInput } from '../assemble.ts';
import { evaluate, sorted } from '../evaluate.ts';
import { hasMetrics, metricBill } from '../metric-bill.ts';
import { buildWorld } from '../world.ts';
import { cachesOf } from './caches.ts';
import { eventMarksOf, heatOf, seriesOf, trafficOf } from './charts.ts';
import { costBillOf, costOf, perMessageOf } from './cost.ts';
import { gapsOf } from './gaps.ts';
import { headlineOf } from './headline.ts';
import { atMaximumOf, quotasOf, throttlesOf } from './hot.ts';
import { closedOf, revertsOf } from './reverts.ts';
import { ownedBy, sliceOf } from './slice.ts';
import { totalsOf } from './totals.ts';
import { underusedOf } from './underused.ts';
import { silentLines, usesOf } from './use/index.ts';
import { waiverEndsOf } from './waiver-ends.ts';
import { openWindow } from './window.ts';

export interface WeeklyInput extends Omit<EvaluateInput, 'since'> {
  period: WeeklyPeriod;
  /** Whose slice is wanted, by the owner of workloads; null: all. */
  owner: string | null;
  /** The weekly document, or the report, to compare with; null without one. */
  earlier: { report: Report; weekly: WeeklyDocument | null } | null;
}

/** The efficiency report: a pure function of what an audit is a function of, and of an earlier one. */
export async function weekly({ period, owner, earlier, ...input }: WeeklyInput): Promise<WeeklyDocument> {
  const judged = await evaluate({ ...input, since: earlier?.report ?? null });
  const world = buildWorld(sorted(input.snapshot), input.policy, Date.parse(input.now), input);
  const owns = ownedBy(owner, world);
  const isOwn = <T extends { subject: Subject }>({ subject }: T) => owns(subject);
  const report = owner === null ? judged : sliceOf(judged, owner, owns);
  const before = !earlier || owner === null ? (earlier?.report ?? null) : sliceOf(earlier.report, owner, owns);
  const window = openWindow(world, period);
  const measured = hasMetrics(input.snapshot);
  const uses = measured ? usesOf(window).filter(isOwn) : [];
  const underused = underusedOf(uses, input.policy.weekly);
  const closed = closedOf(before, report.overrides, window).filter(isOwn);
  const { quotas, unknown } = measured && owner === null ? quotasOf(window) : { quotas: [], unknown: [] };
  const costAskedUsd = costBillOf(input.snapshot);
  const cost = costAskedUsd === null || owner !== null ? null : costOf(window, costAskedUsd);
  const perMessage = cost ? perMessageOf(window, cost) : { chapter: null, why: null };
  const { rows, screenRows } = headlineOf({ report, underused, window, earlier: ignoredOf(earlier) });
  const chapters = {
    underused,
    atMaximum: measured ? atMaximumOf(window).filter(isOwn) : [],
    throttles: measured ? throttlesOf(window).filter(isOwn) : [],
    quotas,
    quotaThresholdPercent: input.policy.weekly.quotaPercent,
    series: seriesOf(uses, window),
    eventMarks: eventMarksOf(window),
    traffic: measured && owner === null ? trafficOf(window) : [],
    cost,
    perMessage: perMessage.chapter,
    overrides: report.overrides?.entries ?? [],
    reverts: revertsOf(report, closed, window),
    events: report.events,
    waivers: waiverEndsOf([...input.waivers, ...input.policy.waivers], report, input.policy.timezone),
    heat: heatOf(uses, window),
    caches: measured ? cachesOf(window).filter(isOwn) : [],
  };
  const asked = metricBill(input.snapshot).asked;
  return {
    schema: weeklySchemaId,
    generatedAt: report.generatedAt,
    tool: input.tool,
    period: { name: period, start: new Date(window.start).toISOString(), end: new Date(window.end).toISOString() },
    timezone: input.policy.timezone,
    scopes: report.snapshot.scopes,
    owner,
    since: earlier?.report.generatedAt ?? null,
    headline: rows,
    screenRows,
    totals: totalsOf({
      report,
      before,
      weeklyBefore: earlier?.weekly ?? null,
      underused,
      closed,
      unread: !measured || window.unread.size > 0,
    }),
    ...chapters,
    gaps: gapsOf({
      window,
      report,
      measured,
      owner,
      costAsked: costAskedUsd !== null,
      cost: chapters.cost !== null,
      perMessage: perMessage.why,
      quotas: unknown,
      silent: silentLines(uses),
    }),
    bill: { metrics: asked, metricsUsd: metricPriceUsd(asked), costExplorerUsd: costAskedUsd ?? 0 },
    report,
  };
}

/** Rows of the earlier document by id, with how often they were told before; of a plain report its findings. */
function ignoredOf(earlier: WeeklyInput['earlier']): Map<string, number> | null {
  if (!earlier) return null;
  if (earlier.weekly) return new Map(earlier.weekly.headline.map(({ id, timesIgnored }) => [id, timesIgnored]));
  const { results, overrides } = earlier.report;
  const ids = [
    ...results.filter(({ outcome }) => outcome === 'fail').map(({ fingerprint }) => fingerprint),
    ...(overrides?.entries ?? []).map(({ fingerprint }) => fingerprint),
  ];
  return new Map(ids.map((id) => [id, 0]));
}
