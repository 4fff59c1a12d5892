import type { Result } from '../model/report.ts';
import { createLineHasher } from './line-hash.ts';
import type { Locate, SourceLocation } from './reporter.ts';
import { wellFormed } from './text-safety.ts';

/** Where the resources of one snapshot or baseline file stand. */
export interface SnapshotLines {
  /** Encoded path, relative to the repository root. */
  uri: string;
  /** By key hash. */
  lines: ReadonlyMap<string, SnapshotLine>;
}

export interface SnapshotLine {
  /** 1 for the first line. */
  line: number;
  kind: string;
  /** What GitHub's upload action computes for the line; computed when asked for. */
  hash: () => string;
}

/** What a location can be found in, most telling first; leave out what is not in the repository. */
export interface LocationSources {
  /** The committed baseline. */
  baseline?: SnapshotLines;
  /** A snapshot saved inside the repository. */
  snapshot?: SnapshotLines;
  /** headroom.yaml: line of each workload, by name. */
  /** Path of a plan's or template's source from the repository root; undefined outside it. */
  source?: (path: string) => string | undefined;
  policy?: { path: string; workloads: ReadonlyMap<string, number> };
}

/** Builds the function that shows each result somewhere; the same result at the same place as long as files stay. */
export function locateIn(sources: LocationSources): Locate {
  const policyUri = sources.policy ? encodePath(sources.policy.path) : '';
  return (result) => {
    const { subject } = result;
    const declared = subject.location && sources.source?.(subject.location.path);
    if (subject.location && declared) return { uri: encodePath(declared), line: subject.location.line };
    for (const file of [sources.baseline, sources.snapshot]) {
      const found = subject.keyHash === undefined ? undefined : file?.lines.get(subject.keyHash);
      if (!file || !found) continue;
      // The line stands for the resource. Subjects derived from it (reads and writes of a table) may share it.
      const alone = found.kind === subject.kind;
      return { uri: file.uri, line: found.line, ...(alone ? { hash: found.hash() } : {}) };
    }
    const line = subject.workload ? sources.policy?.workloads.get(subject.workload) : undefined;
    return line === undefined ? virtualLocation(result) : { uri: policyUri, line };
  };
}

/** A stable path that no repository holds: GitHub accepts it and shows the alert without a preview. */
export function virtualLocation({ subject }: Result): SourceLocation {
  const path = ['headroom', subject.account, subject.region, `${subject.kind}.json`];
  return { uri: path.map(encodeSegment).join('/'), line: 1, virtual: true };
}

/** Reads where each resource of a snapshot's text stands. `path` is relative to the repository root. */
export function indexSnapshotLines(path: string, text: string): SnapshotLines {
  const lines = new Map<string, SnapshotLine>();
  const hashAt = createLineHasher(text);
  let line = 0;
  let start = 0;
  while (start < text.length) {
    line += 1;
    const end = text.indexOf('\n', start);
    const next = end < 0 ? text.length : end + 1;
    const head = /^[ \t]*\{"keyHash":"([0-9a-f]{64})","kind":"([^"\\]*)"/.exec(text.slice(start, start + 400));
    if (head && head[0].length <= next - start) {
      const offset = start;
      lines.set(head[1] as string, { line, kind: head[2] as string, hash: () => hashAt(offset) });
    }
    start = next;
  }
  return { uri: encodePath(path), lines };
}

/** A path as GitHub wants it: relative, forward slashes, each segment encoded. */
export function encodePath(path: string): string {
  const segments = path.split(/[\\/]+/).filter((segment) => segment !== '' && segment !== '.');
  return segments.map(encodeSegment).join('/');
}

/** `:` is encoded too, so that no path can look like a URL. */
function encodeSegment(segment: string): string {
  const encoded = encodeURIComponent(wellFormed(segment));
  return encoded === '' || /^\.+$/.test(encoded) ? '_' : encoded;
}
