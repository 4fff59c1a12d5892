import type { DriftChange, DriftReport } from '../../model/drift.ts';
import { compareResources, compareScopes, compareText, type Scope } from '../../model/snapshot.ts';
import { kinds } from '../../resources/index.ts';
import type { Unlisted } from '../subject.ts';
import { identityGaps } from '../unlisted.ts';
import { dedupe, type Place, type World } from '../world.ts';
import { type Compared, compareResource } from './compared.ts';
import { isUnseen, unseenOf } from './unseen.ts';

/** Everything that was compared. */
export interface Comparison {
  report: DriftReport;
  resources: Compared[];
}

/** Compares the snapshot with the approved one, scope by scope; null where none was given. Computed once. */
export function comparisonOf(world: World): Comparison | null {
  return world.once({ account: '', region: '' }, 'drift', () =>
    world.baseline ? compare(world, world.baseline) : null,
  );
}

const scopeKey = ({ partition, account, region }: Scope) => `${partition}/${account}/${region}`;

function compare(world: World, baseline: World): Comparison {
  const [here, there] = [world, baseline].map(
    (one) => new Map(one.snapshot.scopes.map((scope) => [scopeKey(scope), scope])),
  );
  const only = (some = new Map<string, Scope>(), others = new Map<string, Scope>()) =>
    [...some]
      .filter(([key]) => !others.has(key))
      .map(([, scope]) => scope)
      .sort(compareScopes);
  const compared = [...(here ?? [])]
    .filter(([key]) => there?.has(key))
    .map(([, scope]) => scope)
    .sort(compareScopes);
  const resources = compared.flatMap((scope) => comparePlace(scope, world, baseline));
  return {
    resources,
    report: {
      baseline: { takenAt: baseline.snapshot.takenAt, tool: baseline.snapshot.tool },
      compared,
      onlyInBaseline: only(there, here),
      onlyNow: only(here, there),
      changes: resources.flatMap(({ changes }) => changes).sort(compareChanges),
      unseen: compared.flatMap((scope) => unseenOf(scope, resources, world, baseline)),
    },
  };
}

function comparePlace(place: Place, world: World, baseline: World): Compared[] {
  return kinds
    .filter(({ comparison }) => comparison !== null)
    .flatMap(({ kind }) => {
      const before = new Map(baseline.at(kind, place).map((resource) => [resource.keyHash, resource]));
      const now = new Map(world.at(kind, place).map((resource) => [resource.keyHash, resource]));
      return [...new Set([...before.keys(), ...now.keys()])].flatMap((hash) =>
        compareResource({ before: before.get(hash) ?? null, now: now.get(hash) ?? null }, world, baseline),
      );
    })
    .sort((a, b) => compareResources(a.resource, b.resource));
}

/**
 * Where drift may be missed. What the baseline could not read is not recorded in it, whatever the reason was then: this run
 * read all that it was to read.
 */
export function unlistedDrift(world: World): Unlisted[] {
  const { baseline } = world;
  if (!baseline) return [];
  const unseen = (comparisonOf(world)?.report.unseen ?? []).map(({ kind, ...place }) => {
    const because = world.gaps(kind, place).filter(isUnseen);
    const then = baseline
      .gaps(kind, place)
      .filter(isUnseen)
      .map((gap) => ({ ...gap, reason: 'not-recorded' as const, api: null }));
    return { account: place.account, region: place.region, because: [...because, ...then] };
  });
  const nameless = world.snapshot.scopes.map(({ account, region }) => {
    return { account, region, because: identityGaps(world, { account, region }) };
  });
  const missed = [...unseen, ...nameless].filter(({ because }) => because.length > 0);
  const places = new Map(missed.map((one) => [`${one.account}/${one.region}`, one]));
  return [...places].map(([key, { account, region }]) => ({
    kind: 'compared-resource',
    account,
    region,
    because: dedupe(missed.filter((one) => `${one.account}/${one.region}` === key).flatMap((one) => one.because)),
  }));
}

const rank: Record<DriftChange['owner'], number> = {
  person: 0,
  unknown: 1,
  code: 2,
  event: 3,
  schedule: 4,
  autoscaler: 5,
};

/** What a person did first, then where, what, and which attribute. */
function compareChanges(a: DriftChange, b: DriftChange): number {
  return (
    rank[a.owner] - rank[b.owner] ||
    compareText(a.subject.account, b.subject.account) ||
    compareText(a.subject.region, b.subject.region) ||
    compareText(a.subject.kind, b.subject.kind) ||
    compareText(a.subject.key, b.subject.key) ||
    compareText(a.attribute ?? '', b.attribute ?? '')
  );
}
