import type { ChangeSet, PlannedChange } from '../../model/change-set.ts';
import { compareScopes, type Resource, type Scope, type Snapshot, type UnreadReason } from '../../model/snapshot.ts';

/** A resource beside its namesake: by kind, place and natural key. */
const identityOf = ({ kind, account, region, key, id }: Resource) =>
  [kind, account, region, key ?? `\u0000${id}`].join('\u0000');

/** The source alone, as a snapshot that read nothing else: what it does not hold may or may not be there. */
export function sourceSnapshot(
  { source, changes }: ChangeSet,
  side: 'before' | 'after',
  about: Pick<Snapshot, 'takenAt' | 'tool'> & { partition: string },
): Snapshot {
  const scopes = new Map<string, Scope>();
  for (const { before, after } of changes) {
    for (const resource of [before, after]) {
      if (!resource) continue;
      const { account, region } = resource;
      scopes.set(`${account}\u0000${region}`, { partition: about.partition, account, region });
    }
  }
  return {
    schema: 'headroom.snapshot/1',
    takenAt: about.takenAt,
    tool: about.tool,
    source,
    scopes: [...scopes.values()].sort(compareScopes),
    resources: changes.flatMap((change) => change[side] ?? []),
    coverage: [],
  };
}

/** The live account with the change laid over it: what the account will be once the change is applied. */
export function overlay(live: Snapshot, { changes }: ChangeSet): Snapshot {
  const resources = new Map(live.resources.map((resource) => [identityOf(resource), resource]));
  for (const { before, after, action } of changes) {
    if (action === 'keep') continue;
    if (before && (!after || identityOf(before) !== identityOf(after))) resources.delete(identityOf(before));
  }
  for (const change of changes) {
    const { after } = change;
    if (!after) continue;
    const was = resources.get(identityOf(after));
    // The state of Terraform is no newer than the account: what it keeps is as the account says.
    if (change.action === 'keep' && was) resources.set(identityOf(after), { ...was, ...located(after) });
    else resources.set(identityOf(after), was ? layOver(was, change, after) : after);
  }
  return { ...live, resources: [...resources.values()] };
}

const located = ({ location }: Resource) => (location ? { location } : {});

/** What the source says of a resource over what the account says; what it does not say stays. */
function layOver(live: Resource, { unsaid, action }: PlannedChange, after: Resource): Resource {
  // One that is replaced starts anew: only its name stays.
  if (action === 'replace') return after;
  const stays = new Set(unsaid);
  const said = (name: string) => !stays.has(name);
  const attributes = { ...live.attributes };
  const unread: Record<string, UnreadReason> = Object.fromEntries(
    Object.entries(live.unread).filter(([name]) => !(name in after.attributes) || stays.has(name)),
  );
  for (const [name, reason] of Object.entries(after.unread)) {
    if (stays.has(name) || name in live.observed || name === 'tags') continue;
    delete attributes[name];
    unread[name] = reason;
  }
  for (const [name, value] of Object.entries(after.attributes)) if (said(name)) attributes[name] = value;
  const tags = after.unread.tags ? null : tagsOver(live.tags, after.tags, action);
  if (after.unread.tags) unread.tags = after.unread.tags;
  else if (after.tags) delete unread.tags;
  return {
    ...live,
    attributes,
    unread,
    tags,
    defaulted: [
      ...live.defaulted.filter((name) => !(name in after.attributes)),
      ...after.defaulted.filter(said),
    ].sort(),
    ...located(after),
  };
}

/** CloudFormation adds the tags of the stack to those of a template, and takes away none that it did not set. */
function tagsOver(live: Resource['tags'], said: Resource['tags'], action: PlannedChange['action']): Resource['tags'] {
  if (said === null) return live;
  return action === 'declare' ? { ...live, ...said } : said;
}

/** Hashes of the resources that a change makes other than they are; those that go are among them. */
export function touchedBy(before: Snapshot, after: Snapshot): Set<string> {
  const was = new Map(before.resources.map((resource) => [resource.keyHash, contentOf(resource)]));
  const touched = new Set<string>();
  for (const resource of after.resources) {
    if (was.get(resource.keyHash) !== contentOf(resource)) touched.add(resource.keyHash);
    was.delete(resource.keyHash);
  }
  for (const gone of was.keys()) touched.add(gone);
  return touched;
}

/** What is judged of a resource, as text; its place in a file is no part of it. */
function contentOf({ attributes, tags, unread }: Resource): string {
  return JSON.stringify([sortedMembers(attributes), tags && sortedMembers(tags), sortedMembers(unread)]);
}

const sortedMembers = (members: object) => Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));
