import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadSnapshot } from '../loaders/snapshot.ts';
import { writeFile } from '../loaders/write-file.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { UsageError } from '../model/usage-error.ts';
import { plural } from '../reporters/outcome-text.ts';
import { draftText, emptyText } from './draft-text.ts';
import { draftWorkloads } from './draft-workloads.ts';
import type { Terminal } from './terminal.ts';

export interface InitOptions {
  fromSnapshot?: string;
  output: string;
}

/** Writes a first headroom.yaml, drafted from a snapshot where one is named. Never touches a file that is there. */
export async function init(options: InitOptions, terminal: Terminal): Promise<number> {
  const path = resolve(terminal.cwd, options.output);
  // A link that leads nowhere is somebody's too.
  if (options.output !== '-' && lstatSync(path, { throwIfNoEntry: false })) {
    throw new UsageError(
      `${options.output} is there already, and init overwrites nothing; name another file with --output, or - for stdout`,
    );
  }
  const { text, summary } = draft(options.fromSnapshot, terminal);
  if (options.output === '-') terminal.stdout(text);
  else writeFile(path, [text]);
  terminal.stderr(`headroom: ${options.output === '-' ? '' : `${options.output}: `}${summary}\n`);
  return exitCodes.clean;
}

function draft(file: string | undefined, terminal: Terminal): { text: string; summary: string } {
  if (file === undefined) {
    return { text: emptyText(), summary: 'declares no workloads yet; --from-snapshot FILE drafts them' };
  }
  const snapshot: Snapshot = loadSnapshot(resolve(terminal.cwd, file));
  const workloads = draftWorkloads(snapshot);
  const summary = `${plural(workloads.length, 'workload')} drafted; results that rest on them are provisional until you say reviewed: true`;
  return { text: draftText(snapshot, workloads), summary };
}
