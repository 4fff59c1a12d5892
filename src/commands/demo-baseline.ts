import { loadYaml } from '../loaders/yaml-document.ts';
import type { Json, Resource, Snapshot } from '../model/snapshot.ts';

/** What was different when an example's team approved its snapshot: examples/<name>/baseline.yaml. */
interface BaselineInput {
  /** ISO 8601. */
  takenAt: string;
  /** Resources whose attributes had other values. */
  changed?: { kind: string; key: string; attributes: Record<string, Json> }[];
  /** Resources that were not there yet. */
  absent?: { kind: string; key: string }[];
}

/** The approved snapshot of a staged account, made out of what it holds now. */
export function approvedFrom(path: string): (now: Snapshot) => Snapshot {
  const { takenAt, changed = [], absent = [] } = loadYaml(path, 'baseline').value as BaselineInput;
  return (now) => {
    const find = ({ kind, key }: { kind: string; key: string }): Resource => {
      const found = now.resources.find((one) => one.kind === kind && one.key === key);
      if (!found) throw new Error(`${path}: the account has no ${kind} ${key}`);
      return found;
    };
    const old = new Map(changed.map((one) => [find(one), one.attributes]));
    const gone = new Set(absent.map(find));
    const resources = now.resources
      .filter((one) => !gone.has(one))
      .map((one) => ({ ...one, attributes: { ...one.attributes, ...old.get(one) } }));
    return { ...now, takenAt, resources };
  };
}
