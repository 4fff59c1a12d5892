import { z } from 'zod';
import { Duration } from './duration.ts';
import { OwnPrice } from './price.ts';
import { Severity } from './severity.ts';
import { JsonValue } from './snapshot.ts';

const DateText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')
  .refine(
    (text) =>
      !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text),
    'a day that exists',
  );

export const Match = z.strictObject({
  kind: z.string().optional().describe('Glob on the resource kind.'),
  name: z.string().optional().describe('Glob on the resource name.'),
  tags: z.record(z.string(), z.string()).optional().describe('Tags that must be there; values are globs.'),
  account: z.string().optional().describe('Glob on the account id.'),
  region: z.string().optional().describe('Glob on the region.'),
});
export type Match = z.infer<typeof Match>;

/** Text with something in it: blanks alone tell nobody why. */
const Telling = z.string().regex(/\S/, 'text that is not empty');

export const Waiver = z.strictObject({
  rule: z.string().describe('Rule id, or a glob.'),
  match: Match.default({}),
  reason: Telling,
  owner: Telling,
  expires: DateText.describe('Last day on which the waiver holds (in the policy time zone); at most 180 days ahead.'),
});
export type Waiver = z.infer<typeof Waiver>;

export const WaiverFile = z.strictObject({ waivers: z.array(Waiver).default([]) });

export const Baseline = z
  .strictObject({
    reviewed: z
      .boolean()
      .optional()
      .describe(
        'false: drafted by headroom init from what was found, so that results which rest on it are provisional and medium at most; true when absent.',
      ),
    minCapacity: z.number().nonnegative().optional().describe('Normal minimum of the scalable target.'),
    maxCapacity: z.number().nonnegative().optional().describe('Normal maximum of the scalable target.'),
    demand: z.number().nonnegative().optional().describe('Capacity that normal traffic needs: tasks, units, OCU.'),
    dimensions: z
      .record(
        z.string(),
        z.strictObject({
          minCapacity: z.number().nonnegative().optional(),
          maxCapacity: z.number().nonnegative().optional(),
          demand: z.number().nonnegative().optional(),
        }),
      )
      .optional()
      .describe(
        'By side: read, write, index/<name>/read, … of a table; search, indexing, ecpu, storage, shards or replicas as events name them.',
      ),
    billingMode: z.enum(['PROVISIONED', 'PAY_PER_REQUEST']).optional().describe('Normal billing mode of a table.'),
    reservedConcurrency: z.number().nonnegative().optional().describe('Normal reserved concurrency of a function.'),
    provisionedConcurrency: z
      .number()
      .nonnegative()
      .optional()
      .describe('Normal provisioned concurrency of a function, over its aliases and versions.'),
    shards: z.number().positive().optional().describe('Normal number of shards of a cache.'),
    replicas: z.number().nonnegative().optional().describe('Normal number of replicas of each shard of a cache.'),
    minDataStorageGb: z.number().nonnegative().optional().describe('Normal minimum of a serverless cache, GB.'),
    minEcpuPerSecond: z.number().nonnegative().optional().describe('Normal minimum of a serverless cache, ECPU/s.'),
    minAcu: z.number().nonnegative().optional().describe('Normal minimum of an Aurora Serverless v2 cluster, ACU.'),
    minIndexingOcu: z.number().nonnegative().optional().describe('Normal indexing minimum of a collection group, OCU.'),
    minSearchOcu: z.number().nonnegative().optional().describe('Normal search minimum of a collection group, OCU.'),
    tokensPerMinute: z
      .record(z.string(), z.number().nonnegative())
      .optional()
      .describe('Tokens a minute that normal traffic takes of each Bedrock model, by its name in Service Quotas.'),
    newConnectionsPerSecond: z
      .number()
      .nonnegative()
      .optional()
      .describe('New WebSocket connections a second to API Gateway in normal traffic.'),
    connectionsPerTask: z
      .number()
      .nonnegative()
      .optional()
      .describe('Connections to its database that a task, or an execution of a function, holds at most.'),
    database: z
      .string()
      .optional()
      .describe('Cluster or instance of RDS that these connections go to; the only one of the region when absent.'),
  })
  .describe('What is normal. A live value never defines its own baseline.');
export type Baseline = z.infer<typeof Baseline>;

export const Workload = z.strictObject({
  name: z.string().min(1),
  match: Match.describe('First workload that matches wins.'),
  env: z.string().optional(),
  tier: z.enum(['critical', 'standard', 'low']).optional(),
  traffic: z.enum(['spiky', 'steady']).optional(),
  purpose: z.enum(['cache', 'queue', 'session', 'durable']).nullable().optional(),
  alerting: z.enum(['cloudwatch', 'external']).optional(),
  owner: z.string().optional(),
  baseline: Baseline.optional(),
  parameters: z
    .record(z.string(), z.record(z.string(), JsonValue))
    .optional()
    .describe('Rule parameters for this workload alone.'),
});
export type Workload = z.infer<typeof Workload>;

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const ClockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day such as 18:00')
  .describe('Time of day, HH:MM.');

export const QuietHours = z.strictObject({
  days: z
    .array(z.enum(days))
    .min(1)
    .default([...days])
    .describe('Days on which they begin; every day when absent.'),
  from: ClockTime.describe('When they begin, HH:MM.'),
  to: ClockTime.describe('When they end, HH:MM; of the next day where it is not after from.'),
  timezone: z.string().optional().describe('IANA time zone; that of the policy when absent.'),
});
export type QuietHours = z.infer<typeof QuietHours>;

/** What the weekly report compares with; the defaults are those of the runbooks. */
export const WeeklyPolicy = z.strictObject({
  messages: z
    .strictObject({
      namespace: z.string().describe('Namespace of the metric.'),
      metric: z.string().describe('Name of the metric that counts messages.'),
      dimensions: z.record(z.string(), z.string()).default({}).describe('All dimensions that it has.'),
      region: z
        .string()
        .optional()
        .describe('Region that it is in; the sum over all regions that are read when absent.'),
    })
    .optional()
    .describe('Metric whose sum is the number of messages, or of whatever is served: for the cost of each.'),
  usdPerMessage: z.number().positive().default(0.015).describe('US dollars a message above which it is too dear.'),
  cpuPercent: z
    .number()
    .nonnegative()
    .default(12)
    .describe('Mean CPU of the period, percent, at or below which capacity is underused.'),
  usedPercent: z
    .number()
    .nonnegative()
    .default(30)
    .describe('Percent below which capacity is underused when it stays there for usedHours.'),
  usedHours: z.number().int().positive().default(24).describe('Hours in a row, up to now, for usedPercent.'),
  modelPercent: z
    .number()
    .nonnegative()
    .default(15)
    .describe('Mean use of provisioned throughput, percent, at or below which it is underused.'),
  idleUsdPerDay: z.number().nonnegative().default(1).describe('US dollars a day below which idle capacity is no news.'),
  quotaPercent: z.number().positive().default(70).describe('Percent of a quota in use above which it is told.'),
  costPercent: z.number().nonnegative().default(20).describe('Percent by which the cost of a service must move.'),
  costUsd: z.number().nonnegative().default(50).describe('US dollars by which the cost of a service must move, too.'),
});
export type WeeklyPolicy = z.infer<typeof WeeklyPolicy>;

export const Policy = z.strictObject({
  regions: z.array(z.string()).min(1).optional().describe('Regions to audit; others are listed as not looked at.'),
  failOn: Severity.optional(),
  timezone: z.string().default('UTC').describe('IANA time zone of dates without one.'),
  costOwner: z
    .enum(['self', 'payer'])
    .optional()
    .describe('Whether budgets and anomaly alerts belong in this account.'),
  alerting: z
    .enum(['cloudwatch', 'external'])
    .default('cloudwatch')
    .describe('external: alarms live elsewhere; alarm rules do not apply.'),
  rules: z
    .record(z.string(), z.strictObject({ enabled: z.boolean().optional(), severity: Severity.optional() }))
    .default({}),
  parameters: z.record(z.string(), z.record(z.string(), JsonValue)).default({}),
  override: z
    .strictObject({
      tagKey: z.string().default('event').describe('Tag that explains an override.'),
      warnAfter: Duration.default('24h'),
      failAfter: Duration.default('48h'),
      minDailyCost: z.number().nonnegative().default(20).describe('US dollars a day below which an override is low.'),
      quietHours: z
        .array(QuietHours)
        .default([])
        .describe('Hours in which nothing is brought back, such as the busy evening.'),
    })
    .prefault({}),
  principals: z
    .strictObject({ iac: z.array(z.string()).default([]), automation: z.array(z.string()).default([]) })
    .prefault({}),
  weekly: WeeklyPolicy.prefault({}).describe('Thresholds of the weekly report, and what counts as a message.'),
  signals: z
    .array(
      z.strictObject({
        namespace: z.string(),
        metric: z.string(),
        dimensions: z.record(z.string(), z.string()).optional(),
        statistic: z
          .string()
          .optional()
          .describe('Statistic that the alarm must look at, such as p95; any when absent.'),
        threshold: z.number().optional().describe('Value at which somebody must be told at the latest.'),
        direction: z
          .enum(['above', 'below'])
          .optional()
          .describe('Whether too much (the default) or too little is trouble.'),
      }),
    )
    .default([]),
  prices: z.array(OwnPrice).default([]).describe('Prices of your own; they go before the list that ships.'),
  acceptedGaps: z
    .array(
      z.strictObject({
        api: z.string().describe('Glob on the API, such as ce:*.'),
        reason: Telling,
        owner: Telling,
        expires: DateText,
      }),
    )
    .default([]),
  workloads: z.array(Workload).default([]),
  waivers: z.array(Waiver).default([]).describe('Waivers may stand here or in waivers.yaml.'),
});
export type Policy = z.infer<typeof Policy>;

/** A policy that declares nothing: what holds when there is no headroom.yaml. */
export function emptyPolicy(): Policy {
  return Policy.parse({});
}
