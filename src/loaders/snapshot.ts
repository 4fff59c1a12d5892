import { z } from 'zod';
import { Report, reportSchemaId } from '../model/report.ts';
import { Resource, Snapshot, snapshotSchemaId } from '../model/snapshot.ts';
import { usageErrorOf } from '../model/usage-error.ts';
import { WeeklyDocument, weeklySchemaId } from '../model/weekly-document.ts';
import { kinds } from '../resources/index.ts';
import { checkSchemaId, type JsonText, jsonProblem, parseJson, validateJson } from './json-document.ts';
import { readText } from './read-text.ts';

/** Largest text that the engine can hold in one string is half a gigabyte: some 300,000 resources. */
const maxJsonBytes = 500_000_000;

/** Everything but the resources, which are checked one by one: a copy of all of them would double the memory. */
const Envelope = Snapshot.extend({ resources: z.array(z.unknown()) });

/** Reads and checks a snapshot. */
export function loadSnapshot(path: string): Snapshot {
  return parseSnapshot(readText(path, 'snapshot', maxJsonBytes), path);
}

/**
 * Checks a snapshot in memory.
 * @param file name for messages
 */
export function parseSnapshot(text: string, file = 'snapshot'): Snapshot {
  const source: JsonText = { file, text };
  const value = parseJson(source, 'snapshot');
  checkSchemaId(source, value, snapshotSchemaId);
  const { resources, ...envelope } = validateJson(source, value, Envelope);
  checkInstant(source, envelope.takenAt);
  const seen = new Map<string, number>();
  for (const [index, resource] of resources.entries()) {
    const { keyHash } = checkResource(source, resource, index);
    checkMembers(source, resource as Resource, index);
    const before = seen.get(keyHash);
    if (before !== undefined) throw usageErrorOf([twice(source, index, before)]);
    seen.set(keyHash, index);
  }
  return { ...envelope, resources: resources as Resource[] };
}

/** Ages and dates are counted from it. */
function checkInstant(source: JsonText, takenAt: string): void {
  if (/^\d{4}-\d{2}-\d{2}T/.test(takenAt) && !Number.isNaN(Date.parse(takenAt))) return;
  const found = `expected an instant such as 2026-11-22T04:00:00Z; found ${JSON.stringify(takenAt)}`;
  throw usageErrorOf([jsonProblem(source, ['takenAt'], found)]);
}

/** A resource that stands twice would be counted and judged twice: two snapshots were put together, or one was edited. */
function twice(source: JsonText, index: number, before: number) {
  const message = `this resource stands in the snapshot already, as number ${before + 1}`;
  return jsonProblem(source, ['resources', index], message);
}

const membersByKind = new Map(
  kinds.map((kind) => [
    kind.kind,
    {
      attributes: z.looseObject(kind.attributes.shape).partial(),
      observed: z.looseObject(kind.observed.shape).partial(),
    },
  ]),
);

/** A value of the wrong type would be judged as absent. Kinds and members of a later version are let through. */
function checkMembers(source: JsonText, resource: Resource, index: number): void {
  const schemas = membersByKind.get(resource.kind);
  if (!schemas) return;
  for (const part of ['attributes', 'observed'] as const) {
    if (schemas[part].safeParse(resource[part]).success) continue;
    validateJson(source, resource[part], schemas[part], ['resources', index, part]);
  }
}

function checkResource(source: JsonText, resource: unknown, index: number): Resource {
  const path = ['resources', index];
  try {
    const parsed = Resource.safeParse(resource);
    return parsed.success ? parsed.data : validateJson(source, resource, Resource, path);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usageErrorOf([jsonProblem(source, path, 'this resource is nested too deeply')]);
  }
}

/** Reads and checks a report, as `headroom audit --report json=FILE` writes it. */
export function loadReport(path: string): Report {
  const source: JsonText = { file: path, text: readText(path, 'report', maxJsonBytes) };
  const value = parseJson(source, 'report');
  checkSchemaId(source, value, reportSchemaId);
  return validateJson(source, value, Report);
}

/** Reads and checks an earlier report of either kind: that of the audit, or the weekly one with its audit. */
export function loadEarlier(path: string): { report: Report; weekly: WeeklyDocument | null } {
  const source: JsonText = { file: path, text: readText(path, 'report', maxJsonBytes) };
  const value = parseJson(source, 'report');
  if ((value as { schema?: unknown } | null)?.schema === weeklySchemaId) {
    const weekly = validateJson(source, value, WeeklyDocument);
    return { report: weekly.report, weekly };
  }
  checkSchemaId(source, value, reportSchemaId);
  return { report: validateJson(source, value, Report), weekly: null };
}
