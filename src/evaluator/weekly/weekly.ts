import type { OverrideEntry } from '../../model/override.ts';
import type { Report } from '../../model/report.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import {
  type Delta,
  type UnderusedEntry,
  type WeeklyDocument,
  type WeeklyPeriod,
  weeklySchemaId,
} from '../../model/weekly-document.ts';
import { metricDataApi, metricPriceUsd } from '../../resources/metrics/plan.ts';
import { costApi } from '../../resources/service-cost.ts';
import type { EvaluateInput } from '../assemble.ts';
import { evaluate, sorted } from '../evaluate.ts';
import { hasMetrics, metricBill } from '../metric-bill.ts';
import { cents } from '../price.ts';
import { buildWorld } from '../world.ts';
import { cachesOf } from './caches.ts';
import { eventMarksOf, heatOf, seriesOf, trafficOf } from './charts.ts';
import { costBillOf, costOf, perMessageOf } from './cost.ts';
import { headlineOf } from './headline.ts';
import { atMaximumOf, quotasOf, throttlesOf } from './hot.ts';
import { closedOf, revertsOf } from './reverts.ts';
import { underusedOf } from './underused.ts';
import { silentLines, usesOf } from './use/index.ts';
import { waiverEndsOf } from './waiver-ends.ts';
import { openWindow, sum, type Window } from './window.ts';

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
  const report = owner === null ? judged : sliceOf(judged, owner);
  const world = buildWorld(sorted(input.snapshot), input.policy, Date.parse(input.now), input);
  const window = openWindow(world, period);
  const isOwn = <T extends { subject: { owner: string | null } }>({ subject }: T) =>
    owner === null || subject.owner === owner;
  const measured = hasMetrics(input.snapshot);
  const uses = measured ? usesOf(window).filter(isOwn) : [];
  const underused = underusedOf(uses, input.policy.weekly);
  const closed = closedOf(earlier?.report ?? null, report.overrides, window).filter(isOwn);
  const { quotas, unknown } = measured && owner === null ? quotasOf(window) : { quotas: [], unknown: [] };
  const costAskedUsd = costBillOf(input.snapshot);
  const cost = costAskedUsd === null || owner !== null ? null : costOf(window, costAskedUsd);
  const perMessage = cost ? perMessageOf(window) : { chapter: null, why: null };
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
    totals: totalsOf({ report, underused, closed, earlier, unread: !measured || window.unread.size > 0 }),
    ...chapters,
    gaps: gapsOf({
      window,
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

/** What one owner answers for. What belongs to nobody in particular stays: it may be theirs. */
function sliceOf(report: Report, owner: string): Report {
  const isOwn = ({ subject }: { subject: { owner: string | null } }) => subject.owner === owner;
  // What could not be listed may hold something of theirs.
  const results = report.results.filter((result) => isOwn(result) || result.subject.key === '*');
  const entries = report.overrides?.entries.filter(isOwn) ?? [];
  const known = entries.flatMap(({ cost }) => cost.usdPerDay ?? []);
  const total = known.length === 0 ? null : cents(sum(known));
  const { since, overrides, events } = report;
  return {
    ...report,
    results,
    overrides: overrides && { ...overrides, entries, usdPerDay: total, unpriced: entries.length - known.length },
    events: events?.filter((event) => event.owner === owner || event.targets.some(isOwn)) ?? null,
    ...(since && {
      since: {
        ...since,
        new: results.filter(({ state }) => state === 'new').length,
        open: results.filter(({ state }) => state === 'open').length,
        fixed: since.fixed.filter(isOwn),
      },
    }),
  };
}

interface Totalled {
  report: Report;
  underused: readonly UnderusedEntry[];
  closed: readonly OverrideEntry[];
  earlier: WeeklyInput['earlier'];
  /** Whether metrics were not read, or not all of them. */
  unread: boolean;
}

function totalsOf({ report, underused, closed, earlier, unread }: Totalled): WeeklyDocument['totals'] {
  const before = earlier?.report ?? null;
  const delta = (now: number | null, was: number | null | undefined): Delta => ({ now, before: was ?? null });
  // Less than before is no news where not all was seen.
  const ledgerBefore = report.overrides?.unseen.length === 0 ? before?.overrides : null;
  const idle = underused.flatMap(({ usdPerDayIdle }) => usdPerDayIdle ?? []);
  const count = (one: Report | null, outcome: string) => one?.results.filter((each) => each.outcome === outcome).length;
  return {
    usdPerDay: delta(report.overrides?.usdPerDay ?? null, ledgerBefore?.usdPerDay),
    usdPerDayIdle: delta(
      idle.length > 0 ? cents(sum(idle)) : null,
      unread ? null : earlier?.weekly?.totals.usdPerDayIdle.now,
    ),
    overrides: delta(report.overrides?.entries.length ?? null, ledgerBefore?.entries.length),
    findings: delta(count(report, 'fail') ?? 0, report.since?.notSeen === 0 ? count(before, 'fail') : null),
    new: report.since?.new ?? null,
    fixed: report.since?.fixed.length ?? null,
    gone: report.since?.notSeen ?? null,
    notSeen: count(report, 'unknown') ?? 0,
    savingsClosedUsdPerDay: earlier ? cents(sum(closed.flatMap(({ cost }) => cost.usdPerDay ?? []))) : null,
  };
}

interface Seen {
  window: Window;
  measured: boolean;
  owner: string | null;
  costAsked: boolean;
  cost: boolean;
  perMessage: string | null;
  quotas: readonly string[];
  /** What has no data, though it was read. */
  silent: readonly string[];
}

/** Amounts of an answer that was not whole are too low, and must not pass for savings. */
function partialCosts({ coverage }: Snapshot): WeeklyDocument['gaps'] {
  const partial = coverage.filter(({ api, complete }) => api === costApi && !complete);
  return partial.map(({ account, status }) => {
    const why = `Cost Explorer did not tell everything of ${account} (${status}): amounts may be too low`;
    return { chapter: 'cost', why };
  });
}

const useChapter = 'use of capacity, throttles, quotas and caches';

/** What the report cannot tell, and why. */
function gapsOf({
  window,
  measured,
  owner,
  costAsked,
  cost,
  perMessage,
  quotas,
  silent,
}: Seen): WeeklyDocument['gaps'] {
  const gap = (chapter: string, why: string) => ({ chapter, why });
  const serverless = window.world.all('elasticache-serverless-cache').length;
  const slice = owner === null ? null : `they belong to the account, and this is the slice of ${owner}`;
  return [
    ...(measured ? [] : [gap(useChapter, `CloudWatch was not asked (${metricDataApi})`)]),
    ...[...window.unread]
      .sort()
      .map(([why, count]) =>
        gap(useChapter, `${count} ${count === 1 ? 'metric was' : 'metrics were'} not read: ${why}`),
      ),
    ...silent.map((why) => gap(useChapter, why)),
    ...quotas.map((name) => gap('quotas', `AWS tells only the default of ${name}, and what holds may be more`)),
    ...(measured && serverless > 0
      ? [gap('cache report', `${serverless} serverless ${serverless === 1 ? 'cache is' : 'caches are'} not in it`)]
      : []),
    ...(slice ? [gap('quotas, cost and traffic', slice)] : []),
    ...(costAsked || slice ? [] : [gap('cost', 'Cost Explorer was not asked; --cost asks it, $0.01 a request')]),
    ...(costAsked && !cost && !slice
      ? [gap('cost', `Cost Explorer did not tell all ${window.hours / 12} days that are compared`)]
      : []),
    ...(cost ? partialCosts(window.world.snapshot) : []),
    ...(perMessage === null ? [] : [gap('cost per message', perMessage)]),
  ];
}
