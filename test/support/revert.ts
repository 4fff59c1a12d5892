import type { DriftChange, DriftReport } from '../../src/model/drift.ts';
import type { OverrideEntry, OverrideLedger } from '../../src/model/override.ts';
import type { Subject } from '../../src/model/report.ts';
import type { Json, Resource } from '../../src/model/snapshot.ts';

export const subjectOf = (resource: Resource): Subject => ({
  kind: resource.kind,
  key: resource.key ?? resource.id,
  account: resource.account,
  region: resource.region,
  id: resource.id,
  name: resource.name,
  owner: null,
});

/** An entry of the ledger as the audit writes one. */
export function anOverride(
  resource: Resource,
  value: string,
  normal: Json,
  over: Partial<OverrideEntry> = {},
): OverrideEntry {
  return {
    fingerprint: `${resource.keyHash}-${value}`,
    subject: subjectOf(resource),
    value,
    direction: 'raised',
    normal,
    normalFrom: 'policy',
    before: null,
    now: resource.attributes[value] ?? null,
    by: 'arn:aws:iam::111122223333:user/alice',
    operation: 'RegisterScalableTarget',
    since: '2026-11-15T04:00:00Z',
    sinceAtLeast: false,
    class: 'trail',
    tag: null,
    tagged: false,
    event: null,
    group: null,
    clobbered: { likely: null, why: 'nothing tells' },
    revert: null,
    cost: { usdPerDay: 100, usdSoFar: 700, basis: 'test' },
    safe: { now: true, reasons: [], until: null },
    remediation: { summary: 'Bring it back.', commands: [], undo: [], caveats: [] },
    ...over,
  };
}

export const aLedger = (entries: OverrideEntry[], over: Partial<OverrideLedger> = {}): OverrideLedger => ({
  entries,
  usdPerDay: null,
  unpriced: 0,
  unseen: [],
  ...over,
});

/** A change against the baseline, owned by a person unless told. */
export function aChange(resource: Resource, over: Partial<DriftChange> = {}): DriftChange {
  return {
    change: 'changed',
    subject: subjectOf(resource),
    attribute: null,
    before: null,
    now: null,
    owner: 'person',
    why: 'nobody else owns it',
    by: null,
    since: null,
    class: 'inferred',
    event: null,
    remediation: null,
    ...over,
  };
}

export const aDrift = (changes: DriftChange[], over: Partial<DriftReport> = {}): DriftReport => ({
  baseline: { takenAt: '2026-11-01T04:00:00Z', tool: 'test' },
  compared: [],
  onlyInBaseline: [],
  onlyNow: [],
  changes,
  unseen: [],
  ...over,
});
