import type { Snapshot } from '../model/snapshot.ts';
import type { Terminal } from './terminal.ts';

/**
 * Notes that a saved snapshot is older than 24 hours, where no --now says that this is meant.
 * Results are the same whenever they are made, so that the clock can only speak beside them.
 * @param so what follows from the age for this command
 */
export function noteAge(
  { takenAt }: Pick<Snapshot, 'takenAt'>,
  given: string | undefined,
  terminal: Terminal,
  so = 'what changed since then is not seen',
): void {
  const hours = Math.floor((terminal.now() - Date.parse(takenAt)) / 3_600_000);
  if (given !== undefined || hours < 24) return;
  const age = hours < 72 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
  terminal.stderr(`headroom: the snapshot was taken ${age} ago, and is judged as of then: ${so}\n`);
}
