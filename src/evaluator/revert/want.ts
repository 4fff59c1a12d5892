import type { DriftChange, DriftReport } from '../../model/drift.ts';
import type { OverrideEntry, OverrideLedger } from '../../model/override.ts';
import type { Subject } from '../../model/report.ts';
import type { RevertPlan, RevertReason } from '../../model/revert.ts';
import { compareText, type Resource } from '../../model/snapshot.ts';
import { differencesOf } from '../drift/differences.ts';
import { takenBack } from '../drift/restore.ts';
import { unreviewed } from '../ledger/entry.ts';
import type { World } from '../world.ts';
import { same } from '../writers/define-writer.ts';
import type { Attributes } from '../writers/writer.ts';
import { workloadOf } from './demand.ts';
import { overrideValue } from './override-value.ts';
import { driftReason, overrideReason } from './reason.ts';

export type LeftAlone = RevertPlan['leftAlone'][number];

/** One resource that is to be brought back, and why. */
export interface Want {
  subject: Subject;
  /** As it is now; as the baseline holds it where it is gone. */
  resource: Resource;
  /** Null: it is gone, or was never there. */
  now: Attributes | null;
  /** What is wanted: attributes that are to change, with their values. Null: the resource is to go. */
  wanted: Attributes | null;
  /** By attribute; under the empty text what concerns the resource as a whole. */
  why: Map<string, RevertReason[]>;
  /** US dollars a day that an attribute costs above normal; null where not known. */
  usdPerDay: Map<string, number | null>;
  /** What to know before any of it, as sentences. */
  caveats: Set<string>;
}

export interface Wants {
  wants: Want[];
  leftAlone: LeftAlone[];
}

/** What a person changed and nobody else owns, by resource: from the ledger and from the drift, each value once. */
export function wantsOf(world: World, ledger: OverrideLedger | null, drift: DriftReport | null): Wants {
  const found: Wants = { wants: [], leftAlone: [] };
  const byPlace = new Map<string, Want>();
  const wantOn = (subject: Subject, resource: Resource, now: Attributes | null): Want => {
    const place = placeOf(resource);
    const want = byPlace.get(place) ?? {
      subject,
      resource,
      now,
      wanted: {},
      why: new Map(),
      usdPerDay: new Map(),
      caveats: new Set(),
    };
    byPlace.set(place, want);
    return want;
  };
  for (const change of drift?.changes ?? []) addDrift(change, world, wantOn, found);
  // After the drift: what the policy declares is meant, what a snapshot holds may only have been found.
  for (const entry of ledger?.entries ?? []) addOverride(entry, world, wantOn, found);
  found.wants = [...byPlace.entries()].sort((a, b) => compareText(a[0], b[0])).map(([, want]) => want);
  return found;
}

export const placeOf = (one: { account: string; region: string; kind: string; key: string | null }) =>
  [one.account, one.region, one.kind, one.key ?? ''].join('\u0000');

type WantOn = (subject: Subject, resource: Resource, now: Attributes | null) => Want;

function addDrift(change: DriftChange, world: World, wantOn: WantOn, { leftAlone }: Wants): void {
  const { subject, attribute } = change;
  const live = world.find(subject.kind, subject, subject.key);
  const before = world.baseline?.find(subject.kind, subject, subject.key);
  const leave = (why: string) => leftAlone.push({ subject, value: attribute, why });
  if (change.owner !== 'person') return void leave(`${ownerInWords[change.owner]}: ${change.why}`);
  const resource = change.change === 'removed' ? before : live;
  if (!resource) return void leave('the snapshot does not hold it');
  const want = wantOn(subject, resource, change.change === 'removed' ? null : resource.attributes);
  if (change.change === 'added') want.wanted = null;
  else if (change.change === 'removed') want.wanted = resource.attributes;
  else if (want.wanted !== null && before) want.wanted = { ...want.wanted, ...restored(want, change, before) };
  note(want, headOf(attribute), driftReason(change));
}

const ownerInWords: Record<Exclude<DriftChange['owner'], 'person'>, string> = {
  autoscaler: 'the autoscaler owns it',
  schedule: 'a schedule owns it',
  event: 'an event owns it',
  code: 'code declares it',
  unknown: 'nobody knows whose it is',
};

const headOf = (attribute: string | null) => attribute?.split('.')[0] ?? '';

/** The attributes that go back with a changed value, beside those that went back before. */
function restored({ resource, wanted }: Want, { attribute }: DriftChange, before: Resource): Attributes {
  const own = differencesOf(before, resource).filter(({ path }) => path.join('.') === attribute);
  const so = { ...resource, attributes: { ...resource.attributes, ...wanted } };
  const back = takenBack(before, so, own);
  return Object.fromEntries(Object.entries(back).filter(([name, value]) => !same(value, so.attributes[name])));
}

function addOverride(entry: OverrideEntry, world: World, wantOn: WantOn, { leftAlone }: Wants): void {
  const { subject } = entry;
  const leave = (why: string) => leftAlone.push({ subject, value: entry.value, why });
  const resource = world.find(subject.kind, subject, subject.key);
  if (!resource) return void leave('the snapshot does not hold it');
  if (entry.normal === null && entry.normalFrom === null) return void leave('nothing tells what is normal');
  const workload = workloadOf(world, subject);
  const value = overrideValue(resource, entry, workload);
  if (value === null)
    return void leave(`no command brings ${entry.value} back: ${entry.remediation.caveats.join(' ')}`);
  const { attribute } = value;
  const want = wantOn(subject, resource, resource.attributes);
  const known = want.wanted?.[attribute] !== undefined;
  if (want.wanted !== null && (!known || entry.normalFrom === 'policy')) {
    const so = { ...resource, attributes: { ...resource.attributes, ...want.wanted } };
    want.wanted = { ...want.wanted, ...value.back(so) };
  }
  if (entry.normalFrom === 'policy' && workload?.baseline?.reviewed === false) want.caveats.add(unreviewed);
  if (entry.clobbered.likely === true) want.caveats.add(`Code may write it again (${entry.clobbered.why}).`);
  note(want, attribute, overrideReason(entry));
  const before = want.usdPerDay.get(attribute);
  const usd = entry.cost.usdPerDay;
  want.usdPerDay.set(attribute, before === undefined ? usd : before === null || usd === null ? null : before + usd);
}

function note(want: Want, attribute: string, reason: RevertReason): void {
  want.why.set(attribute, [...(want.why.get(attribute) ?? []), reason]);
}
