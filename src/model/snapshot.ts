import { z } from 'zod';

export const snapshotSchemaId = 'headroom.snapshot/1';

/** Why something was not read. `unsupported` comes from an explicit list and `not-requested` from the user, never from an error. */
export const CoverageStatus = z
  .enum(['ok', 'denied', 'throttled', 'truncated', 'malformed', 'unsupported', 'failed', 'not-requested'])
  .describe('What became of the calls to one API: ok, or why their answer is missing or partial.');
export type CoverageStatus = z.infer<typeof CoverageStatus>;

/** Statuses that mean "should have been readable, was not": they make a run incomplete. */
export const notReadable: readonly string[] = ['denied', 'throttled', 'truncated', 'malformed', 'failed'];

export const UnreadReason = z
  .enum(['denied', 'throttled', 'truncated', 'malformed', 'unsupported', 'failed', 'after-apply', 'not-requested'])
  .describe('Why an attribute was not read; after-apply: a plan knows it only after it was applied.');
export type UnreadReason = z.infer<typeof UnreadReason>;

/** Account of a scope whose identity could not be read. */
export const unknownAccount = 'unknown';

export const Scope = z.strictObject({
  partition: z.string().describe('AWS partition: aws, aws-cn or aws-us-gov.'),
  account: z.string().describe('Twelve-digit account id, or "unknown" when even the identity could not be read.'),
  region: z.string().describe('Region name, or "global" for what an account has only once (budgets).'),
});
export type Scope = z.infer<typeof Scope>;

export const CoverageEntry = z.strictObject({
  account: z.string().describe('Account the calls went to.'),
  region: z.string().describe('Region the calls went to, or "global".'),
  api: z.string().describe('Operation with its IAM prefix, such as ecs:DescribeServices.'),
  part: z
    .string()
    .optional()
    .describe('The slice of the API that this entry speaks of, where one API is read in slices (a service namespace).'),
  status: CoverageStatus,
  complete: z.boolean().describe('True when everything that the API would tell was read.'),
  kinds: z
    .array(z.string())
    .describe('Resource kinds whose listing rests on this API; absence needs all of them complete.'),
  missed: z
    .array(z.string())
    .describe('What is known to exist and was not read: names, or batches; sorted, at most 100.'),
  calls: z.number().int().nonnegative().describe('Calls sent, retries apart.'),
  throttled: z.number().int().nonnegative().describe('Calls that AWS throttled and that were sent again.'),
  since: z
    .string()
    .nullable()
    .describe('For time-bounded listings: the earliest instant that was read (ISO 8601); else null.'),
  billed: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe(
      'What AWS bills of the answered calls: metrics asked for by GetMetricData, requests of GetCostAndUsage, whatever the answer was; left out where calls are free.',
    ),
  action: z.string().optional().describe('IAM action that grants the API, where its name differs from the API.'),
  detail: z
    .string()
    .nullable()
    .describe(
      'One line for people: what AWS answered, or what was left out on purpose; null when there is nothing to say.',
    ),
});
export type CoverageEntry = z.infer<typeof CoverageEntry>;

/** Plain JSON, as attributes hold it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export const JsonValue: z.ZodType<Json> = z.json() as unknown as z.ZodType<Json>;

export const Resource = z.strictObject({
  keyHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of partition, account, region, kind and key: identifies the line alone.'),
  kind: z.string().describe('Resource kind, such as scalable-target; docs/resources.md lists them.'),
  account: z.string().describe('Account id that owns the resource.'),
  region: z.string().describe('Region, or "global".'),
  key: z
    .string()
    .nullable()
    .describe('Natural key of the kind, which survives re-creation; null when known only after apply.'),
  id: z.string().describe('ARN, or the address in a plan; for people, never a key.'),
  name: z.string().describe('Short name for people.'),
  tags: z.record(z.string(), z.string()).nullable().describe('{}: read and empty; null: not readable or not read.'),
  attributes: z
    .record(z.string(), JsonValue)
    .describe('Effective values; null: AWS says absent; a missing member: not recorded.'),
  defaulted: z
    .array(z.string())
    .describe('Attributes that AWS did not return and a documented default filled in; sorted.'),
  unread: z.record(z.string(), UnreadReason).describe('Members (or "tags") that could not be read, and why.'),
  unreadApi: z
    .record(z.string(), z.string())
    .optional()
    .describe('For members of `unread`: the API that would have told.'),
  observed: z.record(z.string(), JsonValue).describe('Volatile values, such as running counts: never drift.'),
  location: z
    .strictObject({ path: z.string(), line: z.number().int().positive() })
    .optional()
    .describe('Where the resource is declared, for plans and templates.'),
});
export type Resource = z.infer<typeof Resource>;

export const Snapshot = z.strictObject({
  schema: z.literal(snapshotSchemaId),
  takenAt: z.string().describe('When collecting began, ISO 8601 UTC.'),
  tool: z.string().describe('Name and version of the writer.'),
  source: z.enum(['aws', 'terraform-plan', 'cloudformation']).describe('Where the resources were read.'),
  scopes: z.array(Scope).describe('What was looked at, sorted.'),
  resources: z.array(Resource).describe('Sorted by account, region, kind and key.'),
  coverage: z.array(CoverageEntry).describe('The ledger of what was read and what was not, sorted.'),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** Order of resources in a snapshot: account, region, kind, key, id; by code unit, whatever the locale. */
export function compareResources(a: Resource, b: Resource): number {
  return (
    compareText(a.account, b.account) ||
    compareText(a.region, b.region) ||
    compareText(a.kind, b.kind) ||
    compareText(a.key ?? '', b.key ?? '') ||
    compareText(a.id, b.id)
  );
}

export function compareScopes(a: Scope, b: Scope): number {
  return compareText(a.account, b.account) || compareText(a.region, b.region) || compareText(a.partition, b.partition);
}

export function compareCoverage(a: CoverageEntry, b: CoverageEntry): number {
  return (
    compareText(a.account, b.account) ||
    compareText(a.region, b.region) ||
    compareText(a.api, b.api) ||
    compareText(a.part ?? '', b.part ?? '')
  );
}

/** Compares by UTF-16 code unit: the same order in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
