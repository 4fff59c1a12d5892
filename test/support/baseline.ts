import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Json, Resource, Snapshot } from '../../src/model/snapshot.ts';

/** What was different when an example's team approved its snapshot: examples/<name>/baseline.yaml. */
interface BaselineInput {
  takenAt: string;
  /** Resources whose attributes had other values. */
  changed?: { kind: string; key: string; attributes: Record<string, Json> }[];
  /** Resources that were not there yet. */
  absent?: { kind: string; key: string }[];
}

/** Makes the approved snapshot out of one in health; null: the team of the example approved none. */
export type ApprovedOf = ((healthy: Snapshot) => Snapshot | null) | null;

export function readExampleBaseline(example: string): ((healthy: Snapshot) => Snapshot) | null {
  const path = join(import.meta.dirname, '../../examples', example, 'baseline.yaml');
  if (!existsSync(path)) return null;
  const { takenAt, changed = [], absent = [] } = parse(readFileSync(path, 'utf8')) as BaselineInput;
  return (healthy) => {
    const find = ({ kind, key }: { kind: string; key: string }): Resource => {
      const found = healthy.resources.find((one) => one.kind === kind && one.key === key);
      if (!found) throw new Error(`${path}: the account has no ${kind} ${key}`);
      return found;
    };
    const old = new Map(changed.map((one) => [find(one), one.attributes]));
    const gone = new Set(absent.map(find));
    const resources = healthy.resources
      .filter((one) => !gone.has(one))
      .map((one) => ({ ...one, attributes: { ...one.attributes, ...old.get(one) } }));
    return { ...healthy, takenAt, resources };
  };
}
