import { z } from 'zod';
import { DriftDocument } from '../../src/model/drift-document.ts';
import { CalendarEvent, EventFile, EventTarget } from '../../src/model/event.ts';
import { EventsDocument } from '../../src/model/events-document.ts';
import { OverridePlan } from '../../src/model/override-plan.ts';
import { OverridesDocument } from '../../src/model/overrides-document.ts';
import { Match, Policy, Waiver, WaiverFile } from '../../src/model/policy.ts';
import { Report, Result } from '../../src/model/report.ts';
import { RevertPlan, RevertStep } from '../../src/model/revert.ts';
import { Condition, Example, Rule } from '../../src/model/rule.ts';
import { CoverageEntry, JsonValue, Resource, Snapshot } from '../../src/model/snapshot.ts';
import { WeeklyDocument } from '../../src/model/weekly-document.ts';

/** Schemas that get a name of their own under `$defs`. */
const named = {
  CalendarEvent,
  Condition,
  CoverageEntry,
  EventTarget,
  Example,
  Json: JsonValue,
  Match,
  Resource,
  Result,
  RevertStep,
  Waiver,
};

const schemas: [name: string, title: string, schema: z.ZodType, io: 'input' | 'output'][] = [
  ['snapshot', 'Headroom snapshot, version 1', Snapshot, 'output'],
  ['report', 'Headroom report, version 1', Report, 'output'],
  ['overrides', 'Headroom ledger of overrides, version 1', OverridesDocument, 'output'],
  ['event-readiness', 'Headroom readiness of events, version 1', EventsDocument, 'output'],
  ['drift', 'Headroom drift, version 1', DriftDocument, 'output'],
  ['revert', 'Headroom plan of the way back, version 1', RevertPlan, 'output'],
  ['override-plan', 'Headroom plan of an override, version 1', OverridePlan, 'output'],
  ['weekly', 'Headroom weekly report, version 1', WeeklyDocument, 'output'],
  ['rule', 'Headroom rule file', Rule, 'input'],
  ['policy', 'Headroom policy file (headroom.yaml)', Policy, 'input'],
  ['events', 'Headroom event calendar (events.yaml)', EventFile, 'input'],
  ['waivers', 'Headroom waiver file (waivers.yaml)', WaiverFile, 'input'],
];

/** JSON Schema of each contract by its file name. */
export function schemaTexts(): Map<string, string> {
  const { globalRegistry } = z;
  for (const [id, schema] of Object.entries(named)) globalRegistry.add(schema, { ...globalRegistry.get(schema), id });
  return new Map(
    schemas.map(([name, title, schema, io]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io });
      return [name, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`];
    }),
  );
}
