import { checkRegion } from '../loaders/policy-checks.ts';
import { compareText, type Snapshot } from '../model/snapshot.ts';
import type { DraftBaseline } from './draft-measures.ts';
import type { Draft } from './draft-workloads.ts';
import { yamlText as text } from './yaml-text.ts';

const head = `# What is normal, and what is tolerated: docs/policy.md tells every member.
`;

const settings = `failOn: high              # mildest severity that fails the run
timezone: UTC             # of dates without a time zone; an IANA name such as Asia/Tokyo
# costOwner: payer        # where budgets and anomaly alerts live in another account
# alerting: external      # where alarms live elsewhere
# override: { tagKey: event, warnAfter: 24h, failAfter: 48h }   # the tag that explains raised capacity, and how long it may stay
# principals: { iac: ["*:role/terraform-*"] }                   # who deploys: what they change is nobody's override
`;

/** A headroom.yaml that declares nothing yet, but the regions to audit where they are known. */
export function emptyText(regions: readonly string[] = []): string {
  return `${head}
${regionLine(regions)}   # what to audit; --region wins
${settings}
# One entry for each group of services, tables, caches or functions that you run as one thing; the first that matches wins.
workloads: []
#  - name: web
#    match: { kind: ecs-service, name: "shop/web" }
#    tier: critical          # critical, standard or low
#    traffic: spiky          # spiky or steady
#    owner: team-web
#    baseline: { minCapacity: 4, maxCapacity: 40, demand: 6 }
`;
}

/** Regions that a snapshot was taken of. */
export function regionsOf(snapshot: Snapshot): string[] {
  return [...new Set(snapshot.scopes.map(({ region }) => region))]
    .filter((region) => region !== 'global' && checkRegion(region, []).length === 0)
    .sort(compareText);
}

/** A headroom.yaml with drafted workloads, each to be reviewed. */
export function draftText(
  snapshot: Snapshot,
  workloads: readonly Draft[],
  regions: readonly string[] = regionsOf(snapshot),
): string {
  const body = workloads.length === 0 ? 'workloads: []\n' : `workloads:\n${workloads.map(workloadText).join('')}`;
  return `${head}#
# Drafted from a snapshot of ${new Date(snapshot.takenAt).toISOString()}: what was found then, raised or not. A live value cannot tell what is
# normal, so that results which rest on a baseline are provisional, and medium at most, while it says reviewed: false.
# Correct the numbers, then write reviewed: true or take the line out. Tier, traffic and purpose are for you to add.

${regionLine(regions)}
${settings}
# The first workload that matches wins.
${body}`;
}

function regionLine(regions: readonly string[]): string {
  return regions.length === 0 ? '# regions: [eu-central-1]' : `regions: [${regions.map(text).join(', ')}]`;
}

function workloadText({ name, match, env, owner, baseline, running }: Draft): string {
  const { dimensions, ...whole } = baseline;
  return [
    `  - name: ${text(name)}`,
    `    match: ${flow(match)}`,
    ...(env === null ? [] : [`    env: ${text(env)}`]),
    ...(owner === null ? [] : [`    owner: ${text(owner)}`]),
    '    # tier: standard      # critical, standard or low',
    '    # traffic: steady     # spiky or steady',
    '    baseline:',
    '      reviewed: false',
    ...boundLines(whole, '      '),
    ...(running === null
      ? []
      : [`      # demand: ${running}        # at work when the snapshot was taken; write what normal traffic needs`]),
    ...(dimensions === undefined ? [] : ['      dimensions:']),
    ...Object.entries(dimensions ?? {}).map(([dimension, bounds]) => `        ${text(dimension)}: ${flow(bounds)}`),
    '',
  ].join('\n');
}

function boundLines(bounds: DraftBaseline, indent: string): string[] {
  return Object.entries(bounds).map(([bound, size]) => `${indent}${bound}: ${String(size)}`);
}

/** A mapping in one line. */
function flow(value: object): string {
  const members = Object.entries(value).map(
    ([key, member]) =>
      `${text(key)}: ${typeof member === 'object' ? flow(member) : typeof member === 'number' ? member : text(String(member))}`,
  );
  return `{ ${members.join(', ')} }`;
}
