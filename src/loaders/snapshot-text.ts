import {
  type CoverageEntry,
  compareCoverage,
  compareResources,
  compareText,
  type Json,
  type Resource,
  type Snapshot,
} from '../model/snapshot.ts';

/**
 * The text of a snapshot in chunks: the envelope, then one resource a line, then one coverage entry a line. Each
 * resource line starts with the key hash, so that its first 100 characters identify it alone. Resources and coverage
 * are sorted and members have one order: the same snapshot gives the same bytes.
 */
export function* writeSnapshot(snapshot: Snapshot): Iterable<string> {
  const { schema, takenAt, tool, source, scopes, resources, coverage } = snapshot;
  const envelope = { schema, takenAt, tool, source };
  yield `${JSON.stringify(envelope).slice(0, -1)},\n"scopes":${list(scopes.map(scopeText))},\n`;
  yield '"resources":[\n';
  yield* lines([...resources].sort(compareResources), resourceText);
  yield '],\n"coverage":[\n';
  yield* lines([...coverage].sort(compareCoverage), coverageText);
  yield ']}\n';
}

/** Line number of each resource in the text of a snapshot, by key hash. */
export function snapshotLines(text: string): Map<string, number> {
  const prefix = '{"keyHash":"';
  const found = new Map<string, number>();
  for (let line = 1, start = 0; start < text.length; line += 1) {
    if (text.startsWith(prefix, start)) {
      const from = start + prefix.length;
      found.set(text.slice(from, from + 64), line);
    }
    const end = text.indexOf('\n', start);
    if (end === -1) break;
    start = end + 1;
  }
  return found;
}

function* lines<T>(items: readonly T[], render: (item: T) => string): Iterable<string> {
  const last = items.length - 1;
  for (const [index, item] of items.entries()) yield `${render(item)}${index === last ? '' : ','}\n`;
}

function list(items: readonly string[]): string {
  return `[${items.join(',')}]`;
}

function scopeText({ partition, account, region }: Snapshot['scopes'][number]): string {
  return JSON.stringify({ partition, account, region });
}

function resourceText(resource: Resource): string {
  const { keyHash, kind, account, region, key, id, name, tags, attributes, observed, location } = resource;
  return JSON.stringify({
    keyHash,
    kind,
    account,
    region,
    key,
    id,
    name,
    tags: tags === null ? null : sorted(tags),
    attributes: sorted(attributes),
    defaulted: [...resource.defaulted].sort(compareText),
    unread: sorted(resource.unread),
    unreadApi: resource.unreadApi === undefined ? undefined : sorted(resource.unreadApi),
    observed: sorted(observed),
    location: location === undefined ? undefined : { path: location.path, line: location.line },
  });
}

function coverageText(entry: CoverageEntry): string {
  const {
    account,
    region,
    api,
    part,
    status,
    complete,
    kinds,
    missed,
    calls,
    throttled,
    since,
    billed,
    action,
    detail,
  } = entry;
  return JSON.stringify({
    account,
    region,
    api,
    part,
    status,
    complete,
    kinds,
    missed,
    calls,
    throttled,
    since,
    billed,
    action,
    detail,
  });
}

/** The same value with the members of every object in one order. */
function sorted(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const members = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
