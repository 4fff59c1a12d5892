import { resolve } from 'node:path';
import { loadSnapshot } from '../loaders/snapshot.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Terminal } from './terminal.ts';

/** The approved snapshot as named; null where none is. */
export function readBaseline(path: string | undefined, terminal: Terminal): Snapshot | null {
  if (path === undefined) return null;
  const baseline = loadSnapshot(resolve(terminal.cwd, path));
  if (baseline.source === 'aws') return baseline;
  throw new UsageError(
    `${path}: a baseline is what an account held; this snapshot was read from ${baseline.source}. Write one with "headroom baseline accept"`,
  );
}
