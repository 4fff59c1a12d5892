import { resolve } from 'node:path';
import { writeSnapshot } from '../loaders/snapshot-text.ts';
import { writeFile } from '../loaders/write-file.ts';
import { exitCodes } from '../model/exit-code.ts';
import { notReadable } from '../model/snapshot.ts';
import { plural } from '../reporters/outcome-text.ts';
import { chooseRegions, type PolicyOptions, readPolicy, readRules } from './inputs.ts';
import { type LiveOptions, readLive } from './live.ts';
import type { Terminal } from './terminal.ts';

export interface SnapshotOptions extends PolicyOptions, Omit<LiveOptions, 'regions'> {
  output: string;
  region?: string[];
}

/** Reads the live account and writes what was seen, judging nothing. Ends 3 when something was not readable. */
export async function snapshot(options: SnapshotOptions, terminal: Terminal): Promise<number> {
  const { all } = readRules({}, terminal);
  const { policy } = readPolicy(options, all, terminal.now(), terminal);
  const taken = await readLive(
    { ...options, regions: chooseRegions(options.region, policy.regions, terminal) },
    terminal,
  );
  if (options.output === '-') for (const chunk of writeSnapshot(taken)) terminal.stdout(chunk);
  else writeFile(resolve(terminal.cwd, options.output), writeSnapshot(taken));
  const unread = taken.coverage.filter((entry) => notReadable.includes(entry.status));
  const lines = unread.map(
    (entry) => `headroom: not seen: ${entry.api} in ${entry.account}/${entry.region}: ${entry.status}\n`,
  );
  terminal.stderr(
    [...lines, `headroom: ${plural(taken.resources.length, 'resource')}, ${plural(unread.length, 'gap')}\n`].join(''),
  );
  return unread.length > 0 ? exitCodes.incomplete : exitCodes.clean;
}
