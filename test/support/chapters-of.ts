import { shippedPrices } from '../../src/commands/bundled.ts';
import type { EvaluateInput } from '../../src/evaluator/assemble.ts';
import { comparisonOf } from '../../src/evaluator/drift/drift.ts';
import { evaluate, sorted } from '../../src/evaluator/evaluate.ts';
import { planRevert } from '../../src/evaluator/revert/plan.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import type { DriftReport } from '../../src/model/drift.ts';
import type { CalendarEvent } from '../../src/model/event.ts';
import type { EventReport } from '../../src/model/event-report.ts';
import type { OverrideLedger } from '../../src/model/override.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { RevertPlan } from '../../src/model/revert.ts';
import type { Json, Resource, Snapshot } from '../../src/model/snapshot.ts';
import { kindByName } from '../../src/resources/index.ts';
import { keyHash } from '../../src/resources/kind.ts';

/** What a report says beside its findings, and the way back that follows from it. */
export interface Chapters {
  overrides: OverrideLedger;
  events: EventReport[];
  drift: DriftReport;
  plan: RevertPlan;
}

/** What stands beside the snapshots of an account. */
export interface Desk {
  policy: Policy;
  events: CalendarEvent[];
}

const inputOf = (snapshot: Snapshot, { policy, events }: Desk, baseline: Snapshot): EvaluateInput => ({
  snapshot,
  rules: [],
  policy,
  hasPolicy: true,
  waivers: [],
  events,
  baseline,
  prices: shippedPrices(),
  now: snapshot.takenAt,
  tool: 'headroom test',
  run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'none' },
});

export async function chaptersOf(snapshot: Snapshot, desk: Desk, baseline: Snapshot): Promise<Chapters> {
  const input = inputOf(snapshot, desk, baseline);
  const { overrides, events, drift } = await evaluate(input);
  if (!overrides || !drift) throw new Error('a chapter is missing');
  const world = buildWorld(sorted(snapshot), desk.policy, Date.parse(input.now), input);
  return {
    overrides,
    events: events ?? [],
    drift,
    plan: planRevert({ world, ledger: overrides, drift, tool: 'test' }),
  };
}

/** What changed against an approved snapshot. */
export function driftOf(snapshot: Snapshot, desk: Desk, baseline: Snapshot): DriftReport {
  const input = inputOf(snapshot, desk, baseline);
  const found = comparisonOf(buildWorld(sorted(snapshot), desk.policy, Date.parse(input.now), input));
  if (!found) throw new Error('nothing was compared');
  return found.report;
}

/**
 * A snapshot that was approved before everything changed: of each kind some resources are missing, some are gone since, and of
 * the others every third value was another one.
 */
export function approvedBefore(snapshot: Snapshot, days = 30): Snapshot {
  const seen = new Map<string, number>();
  const resources = snapshot.resources.flatMap((resource): Resource[] => {
    const kind = kindByName.get(resource.kind);
    if (!kind || kind.comparison === null || resource.key === null) return [resource];
    const index = seen.get(resource.kind) ?? 0;
    seen.set(resource.kind, index + 1);
    const changed = otherwise(resource, index);
    if (index % 7 === 2) return [];
    return index % 7 === 4 ? [changed, ...goneSince(resource)] : [changed];
  });
  const takenAt = new Date(Date.parse(snapshot.takenAt) - days * 86_400_000).toISOString();
  return { ...snapshot, takenAt, resources };
}

function otherwise(resource: Resource, index: number): Resource {
  const attributes = Object.fromEntries(
    Object.entries(resource.attributes).map(([name, value], place) => {
      const other = (place + index) % 3 === 0 || name === 'minCapacity' ? another(value) : value;
      return [name, keeps(resource, { ...resource.attributes, [name]: other }) ? other : value];
    }),
  );
  return { ...resource, attributes };
}

function another(value: Json): Json {
  if (typeof value === 'number') return Math.floor(value / 2);
  return typeof value === 'boolean' ? !value : value;
}

const keeps = ({ kind, key }: Resource, attributes: Resource['attributes']) =>
  kindByName.get(kind)?.key(attributes) === key;

/** A namesake that is there no more. */
function goneSince(resource: Resource): Resource[] {
  const kind = kindByName.get(resource.kind);
  for (const [name, value] of Object.entries(resource.attributes)) {
    const attributes = { ...resource.attributes, [name]: `${value}-gone` };
    if (!kind || typeof value !== 'string' || keeps(resource, attributes)) continue;
    const key = kind.key(attributes);
    const scope = { partition: 'aws', account: resource.account, region: resource.region };
    return [{ ...resource, attributes, key, name: kind.name(attributes), keyHash: keyHash(scope, resource.kind, key) }];
  }
  return [];
}

/** The approved snapshot as a run that was struck by a fault would have taken it. */
export function seenBy(approved: Snapshot, struck: Snapshot): Snapshot {
  const placeOf = ({ region, kind, key }: Resource) => `${region} ${kind} ${key}`;
  const seen = new Map(struck.resources.map((resource) => [placeOf(resource), resource]));
  const resources = approved.resources.flatMap((resource): Resource[] => {
    const struckOne = seen.get(placeOf(resource));
    if (!struckOne) return JSON.stringify(resource.attributes).includes('-gone') ? [resource] : [];
    const { tags, unread, unreadApi } = struckOne;
    const attributes = Object.fromEntries(
      Object.entries(resource.attributes).filter(([name]) => Object.hasOwn(struckOne.attributes, name)),
    );
    return [{ ...resource, tags, unread, ...(unreadApi && { unreadApi }), attributes }];
  });
  return { ...approved, resources, coverage: struck.coverage };
}
