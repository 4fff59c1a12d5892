import { z } from 'zod';
import { EventReport } from './event-report.ts';
import { Subject } from './finding.ts';
import { OverrideEntry } from './override.ts';
import { Report } from './report.ts';
import { Scope } from './snapshot.ts';
import {
  AtMaximumEntry,
  CacheEntry,
  CapacitySeries,
  Delta,
  HeatRow,
  QuotaEntry,
  ThrottleEntry,
  TrafficSeries,
  UnderusedEntry,
} from './weekly-use.ts';

export type * from './weekly-use.ts';

export const weeklySchemaId = 'headroom.weekly/1';

export const weeklyPeriods = ['day', 'week', 'month'] as const;
export const WeeklyPeriod = z.enum(weeklyPeriods);
export type WeeklyPeriod = z.infer<typeof WeeklyPeriod>;

/** Names under which gaps are told: what joins a gap to the chapter that would have told it. */
export const gapChapters = {
  use: 'use of capacity, throttles, quotas and caches',
  quotas: 'quotas',
  caches: 'cache report',
  account: 'quotas, cost and traffic',
  cost: 'cost',
  perMessage: 'cost per message',
  overrides: 'overrides',
} as const;

/** Why a row stands on the first screen, in the order of the screen. */
export const headlineReasons = ['stop', 'event', 'new', 'overdue', 'not-seen'] as const;
export const HeadlineReason = z
  .enum(headlineReasons)
  .describe(
    'stop: money that is spent for nothing. event: an announced event that is not ready. new: a finding that the earlier report did not hold; without one, any. overdue: a finding or override that is open longer than it should be. not-seen: something that could not be judged.',
  );
export type HeadlineReason = z.infer<typeof HeadlineReason>;

export const HeadlineRow = z.strictObject({
  id: z
    .string()
    .describe('Stable over weeks: the fingerprint of the override or finding, or a name made of what it is about.'),
  reason: HeadlineReason,
  owner: z.string().nullable().describe('Who answers for it, by the policy or the event; null where nobody is named.'),
  usdPerDay: z
    .number()
    .nullable()
    .describe('US dollars a day at list prices; null where it is a risk, or no price is known.'),
  risk: z.string().describe('The risk in a few words: severity, readiness, or what is not seen.'),
  what: z.string().describe('What it is, in a sentence: observed, expected, where.'),
  command: z
    .array(z.string())
    .nullable()
    .describe('The command to run, as an argument array; null where there is none.'),
  timesIgnored: z
    .number()
    .int()
    .describe('Earlier reports in a row that told the same; 0 the first time, or without an earlier report.'),
});
export type HeadlineRow = z.infer<typeof HeadlineRow>;

/** An event that overlaps the period, to be marked in charts. */
export const EventMark = z.strictObject({
  id: z.string(),
  title: z.string().nullable(),
  start: z.string(),
  end: z.string(),
});
export type EventMark = z.infer<typeof EventMark>;

export const ServiceCost = z.strictObject({
  service: z.string().describe('Name as Cost Explorer has it.'),
  usd: z.number().describe('US dollars of the days compared.'),
  usdBefore: z.number().describe('US dollars of as many days before.'),
  changePercent: z.number().nullable().describe('Change in percent; null where it cost nothing before.'),
  daily: z.array(z.number()).describe('US dollars of each day of `days`.'),
});
export type ServiceCost = z.infer<typeof ServiceCost>;

export const CostChapter = z.strictObject({
  days: z
    .array(z.string())
    .describe('Days of both spans, YYYY-MM-DD UTC, oldest first: first half before, second half now.'),
  usd: z.number(),
  usdBefore: z.number(),
  daily: z.array(z.number()).describe('US dollars of each day, all services.'),
  moved: z.array(ServiceCost).describe('Services that moved by more than both thresholds; dearest change first.'),
  unmoved: z.number().int().describe('Services that did not.'),
  thresholdPercent: z.number(),
  thresholdUsd: z.number(),
  estimated: z.array(z.string()).describe('Days that AWS still calls estimated, YYYY-MM-DD.'),
  askedUsd: z.number().describe('What AWS bills for asking Cost Explorer, US dollars.'),
});
export type CostChapter = z.infer<typeof CostChapter>;

export const PerMessageChapter = z.strictObject({
  metric: z.string().describe('Metric that counts messages: namespace and name.'),
  usdPerMessage: z.number().nullable().describe('US dollars a message of the days compared; null where not known.'),
  usdPerMessageBefore: z.number().nullable(),
  limitUsd: z.number().describe('US dollars a message above which it is too dear.'),
  daily: z.array(
    z.strictObject({
      date: z.string(),
      usd: z.number(),
      messages: z.number().nullable().describe('Null where AWS has no data.'),
      usdPerMessage: z.number().nullable().describe('Null where there were no messages, or nobody counted them.'),
    }),
  ),
});
export type PerMessageChapter = z.infer<typeof PerMessageChapter>;

export const RevertEntry = z.strictObject({
  subject: Subject,
  value: z.string().describe('What was to be brought back, such as minCapacity.'),
  by: z.string().describe('What brought it back or was to: a schedule, an event, a person.'),
  at: z.string().nullable().describe('When, ISO 8601; null where not known.'),
  worked: z.boolean(),
  why: z.string().describe('What makes it so, in a sentence.'),
  usdPerDay: z.number().nullable().describe('US dollars a day that it saves, or would; null where not known.'),
});
export type RevertEntry = z.infer<typeof RevertEntry>;

export const WaiverNotice = z.strictObject({
  rule: z.string(),
  owner: z.string(),
  reason: z.string(),
  expires: z.string().describe('Last day on which it holds, YYYY-MM-DD.'),
  daysLeft: z.number().int().describe('0 on the last day.'),
  covers: z.number().int().describe('Results that it covers now.'),
});
export type WaiverNotice = z.infer<typeof WaiverNotice>;

/** What `headroom weekly --report json` writes. Kept as it is for `--since` of the next one. */
export const WeeklyDocument = z.strictObject({
  schema: z.literal(weeklySchemaId),
  generatedAt: z.string().describe('The instant of judgement: --now, else the time the snapshot was taken.'),
  tool: z.string(),
  period: z.strictObject({
    name: WeeklyPeriod,
    start: z.string().describe('ISO 8601, a full hour.'),
    end: z.string().describe('ISO 8601, a full hour: what is after is not counted.'),
  }),
  timezone: z.string().describe('IANA time zone of the policy, for readers that show local times.'),
  scopes: z.array(Scope),
  owner: z.string().nullable().describe('Whose slice it is; null: all.'),
  since: z.string().nullable().describe('Instant of the earlier report; null without one.'),
  headline: z.array(HeadlineRow).describe('All rows in the order of the screen; the first ten are the screen.'),
  screenRows: z.number().int().describe('Rows that the first screen holds, at most ten.'),
  totals: z.strictObject({
    usdPerDay: Delta.describe('What open overrides cost a day, as far as prices are known.'),
    usdPerDayIdle: Delta.describe('What was there and not used costs a day, as far as prices are known.'),
    overrides: Delta.describe('Open overrides.'),
    findings: Delta.describe('Open findings.'),
    new: z.number().int().nullable().describe('Findings that the earlier report did not hold; null without one.'),
    fixed: z.number().int().nullable(),
    gone: z
      .number()
      .int()
      .nullable()
      .default(null)
      .describe('Findings of the earlier report of which this run cannot say; null without one.'),
    notSeen: z.number().int().describe('Results that could not be judged.'),
    savingsClosedUsdPerDay: z
      .number()
      .nullable()
      .describe('Dollars a day of overrides of the earlier report that are closed; null without one.'),
  }),
  underused: z.array(UnderusedEntry).describe('Dearest first.'),
  atMaximum: z.array(AtMaximumEntry),
  throttles: z.array(ThrottleEntry),
  quotas: z.array(QuotaEntry).describe('Above the threshold of the policy.'),
  quotaThresholdPercent: z.number(),
  series: z.array(CapacitySeries).describe('Dearest idle part first.'),
  eventMarks: z.array(EventMark),
  traffic: z.array(TrafficSeries).describe('Invocations by day, for --period month; empty otherwise.'),
  cost: CostChapter.nullable().describe('Null without --cost.'),
  perMessage: PerMessageChapter.nullable().describe(
    'Null without --cost or without a metric of messages in the policy.',
  ),
  overrides: z.array(OverrideEntry).describe('Open overrides, dearest first.'),
  reverts: z.array(RevertEntry),
  events: z.array(EventReport).nullable().describe('Events that are not over or start soon; null without a calendar.'),
  waivers: z.array(WaiverNotice).describe('Waivers that end soon, or ended; soonest first.'),
  heat: z.array(HeatRow),
  caches: z.array(CacheEntry),
  gaps: z
    .array(z.strictObject({ chapter: z.string(), why: z.string() }))
    .describe('What the report cannot tell, and why: an empty chapter that stands here was not looked at.'),
  bill: z.strictObject({
    metrics: z.number().int().describe('Metrics that CloudWatch was asked for.'),
    metricsUsd: z.number(),
    costExplorerUsd: z.number(),
  }),
  report: Report.describe('The audit that the rows rest on.'),
});
export type WeeklyDocument = z.infer<typeof WeeklyDocument>;
