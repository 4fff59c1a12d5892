import { Policy } from '../../src/model/policy.ts';
import {
  type CoverageEntry,
  type Json,
  type Resource,
  type Snapshot,
  snapshotSchemaId,
} from '../../src/model/snapshot.ts';
import { kindByName, kinds } from '../../src/resources/index.ts';
import { keyHash } from '../../src/resources/kind.ts';

export const testNow = '2026-11-22T04:00:00Z';
const home = { partition: 'aws', account: '111122223333', region: 'eu-central-1' };

export interface ResourceInput {
  attributes?: Record<string, Json>;
  observed?: Record<string, Json>;
  tags?: Record<string, string> | null;
  unread?: Resource['unread'];
  account?: string;
  region?: string;
}

/** A resource of a kind: the kind's example with values merged over it. */
export function aResource(kindName: string, input: ResourceInput = {}): Resource {
  const kind = kindByName.get(kindName);
  if (!kind) throw new Error(`unknown kind ${kindName}`);
  const attributes = { ...(kind.example.attributes as Record<string, Json>), ...input.attributes };
  const scope = {
    ...home,
    account: input.account ?? home.account,
    region: input.region ?? (kind.global ? 'global' : home.region),
  };
  const key = kind.key(attributes);
  return {
    keyHash: keyHash(scope, kindName, key),
    kind: kindName,
    account: scope.account,
    region: scope.region,
    key,
    id: kind.example.id,
    name: kind.name(attributes),
    tags: input.tags === undefined ? {} : input.tags,
    attributes,
    defaulted: [],
    unread: input.unread ?? {},
    observed: { ...(kind.example.observed as Record<string, Json>), ...input.observed },
  };
}

/** Coverage of one kind's listing in the home region. */
export function aListing(
  kind: string,
  status: CoverageEntry['status'] = 'ok',
  over: Partial<CoverageEntry> = {},
): CoverageEntry {
  return {
    account: home.account,
    region: kindByName.get(kind)?.global ? 'global' : home.region,
    api: `test:List-${kind}`,
    status,
    complete: status === 'ok',
    kinds: [kind],
    missed: [],
    calls: 1,
    throttled: 0,
    since: null,
    detail: null,
    ...over,
  };
}

/** A snapshot in which every kind was listed completely, unless told. */
export function aSnapshot(resources: Resource[], denied: string[] = [], extra: CoverageEntry[] = []): Snapshot {
  return {
    schema: snapshotSchemaId,
    takenAt: testNow,
    tool: 'test',
    source: 'aws',
    scopes: [home, { ...home, region: 'global' }],
    resources,
    coverage: [...kinds.map((kind) => aListing(kind.kind, denied.includes(kind.kind) ? 'denied' : 'ok')), ...extra],
  };
}

export const aPolicy = (policy: unknown = {}): Policy => Policy.parse(policy);
