import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { approvedFrom } from '../../src/commands/demo-baseline.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';

/** Makes the approved snapshot out of one in health; null: the team of the example approved none. */
export type ApprovedOf = ((healthy: Snapshot) => Snapshot | null) | null;

export function readExampleBaseline(example: string): ((healthy: Snapshot) => Snapshot) | null {
  const path = join(import.meta.dirname, '../../examples', example, 'baseline.yaml');
  return existsSync(path) ? approvedFrom(path) : null;
}
