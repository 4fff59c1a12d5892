import type { Unknown } from '../../model/report.ts';
import { compareText, type Json, notReadable, type Resource } from '../../model/snapshot.ts';
import { globMatches } from '../match.ts';
import type { Place, World } from '../world.ts';

const api = 'cloudtrail:LookupEvents';

/** One change of capacity: when, what it set, and what kind of caller made it. */
export interface Change {
  /** Milliseconds since the epoch. */
  at: number;
  eventName: string;
  values: Record<string, Json>;
  /** code: declared in infrastructure code; machine: automation of the account; person: anybody else. */
  by: 'code' | 'machine' | 'person';
  /** The caller for people: "alice (role platform-admin)". */
  who: string;
}

/** Names of roles that infrastructure code runs as, where the policy names none. */
const codeRole = /terraform|opentofu|pulumi|cloudformation|cdk-/i;
/** Roles and sessions that no person has: service-linked roles, EC2 instances, tasks of ECS, builds. */
const machineRole = /:role\/aws-service-role\//;
const machineSession = /^(?:i-[0-9a-f]{8,17}|[0-9a-f]{32}|AWSCodeBuild-.*|AWSCodePipeline.*|GitHubActions)$/;

const ofSubject = (change: Resource) => [`${change.attributes.changedKind} ${change.attributes.changedKey}`];

/** Changes of one resource up to the snapshot, newest first. */
export function changesOf(world: World, place: Place, kind: string, key: string): Change[] {
  return world
    .joined('capacity-change', place, 'subject', ofSubject, `${kind} ${key}`)
    .map((resource) => describe(world, resource))
    .filter((change) => change.at <= world.seenAt)
    .sort((a, b) => b.at - a.at || compareText(a.eventName, b.eventName));
}

function describe(world: World, resource: Resource): Change {
  const { at, eventName, values } = resource.attributes as { at: string; eventName: string; values: Change['values'] };
  return { at: Date.parse(at), eventName, values, by: callerOf(world, resource), who: nameOf(resource) };
}

/** The policy's globs decide first, then what the caller is. */
function callerOf(world: World, { account, region, attributes }: Resource): Change['by'] {
  const { principal, principalType, session, invokedBy, byCode } = attributes as Record<string, Json>;
  const arn = `arn:${world.partitionOf({ account, region })}:iam::${principal}`;
  const named = (globs: string[]) => globs.some((glob) => globMatches(glob, arn));
  if (named(world.policy.principals.iac)) return 'code';
  if (named(world.policy.principals.automation)) return 'machine';
  if (byCode === true || codeRole.test(String(principal))) return 'code';
  if (principalType === 'service' || invokedBy !== null || machineRole.test(String(principal))) return 'machine';
  if (typeof session !== 'string') return 'person';
  // A function's session bears the function's name.
  const isFunction = world.find('lambda-function', { account, region }, session) !== undefined;
  return isFunction || machineSession.test(session) ? 'machine' : 'person';
}

function nameOf({ attributes }: Resource): string {
  const { principal, session } = attributes as Record<string, Json>;
  const [, kind, name = String(principal)] = /^\d*:?(user|role)\/(?:.*\/)?(.+)$/.exec(String(principal)) ?? [];
  if (kind === 'user') return name;
  return typeof session === 'string' ? `${session} (role ${name})` : name;
}

/** How much of the trail about some events was read. */
export interface Reading {
  /** Everything that the trail keeps was read. */
  complete: boolean;
  /** Why not, where it should have been readable; empty where nobody asked, and where it only was cut short. */
  because: Unknown[];
  /** Where it was cut short: the instant back to which it was read, milliseconds; null where it was not. */
  since: number | null;
}

export function trailReading(world: World, place: Place, eventNames: readonly string[]): Reading {
  const gaps = eventNames.flatMap((eventName) => world.gaps('capacity-change', place, eventName));
  const cut = gaps.some((gap) => gap.reason === 'truncated');
  const ends = eventNames.map((eventName) => Date.parse(world.coverage(place, api, eventName)?.since ?? ''));
  const since = Math.max(...ends.map((end) => (Number.isNaN(end) ? Number.POSITIVE_INFINITY : end)));
  return {
    complete: gaps.length === 0,
    because: gaps.filter((gap) => gap.reason !== 'truncated' && notReadable.includes(gap.reason)),
    since: cut ? since : null,
  };
}
