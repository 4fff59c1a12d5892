import { type CalendarEvent, EventFile } from '../model/event.ts';
import type { Policy } from '../model/policy.ts';
import { usageErrorOf } from '../model/usage-error.ts';
import { checkEvent } from './event-checks.ts';
import type { KnownNames } from './known-names.ts';
import { loadYaml, validateYaml, yamlPosition, yamlProblem } from './yaml-document.ts';

/** What the checks of an event calendar rest on. */
export interface EventContext extends Pick<KnownNames, 'kinds'> {
  /** The policy that declares the workloads; one that declares nothing where the user gave none. */
  policy: Policy;
  /** Whether the user gave a policy at all. */
  hasPolicy: boolean;
}

export interface LoadedEvents {
  events: CalendarEvent[];
  path: string;
  /** Line of each event, in the order of `events`. */
  lines: number[];
}

/** Reads events.yaml. Throws a UsageError that lists everything that is wrong with it. */
export function loadEvents(path: string, context: EventContext): LoadedEvents {
  const source = loadYaml(path, 'event calendar');
  const { events } = validateYaml({ ...source, value: source.value ?? {} }, EventFile);
  const findings = events.flatMap((event, index) => checkEvent(event, index, events, context));
  if (findings.length > 0) {
    throw usageErrorOf(findings.map((found) => yamlProblem(source, found.path, found.message, found.at)));
  }
  return { events, path, lines: events.map((_, index) => yamlPosition(source, ['events', index]).line) };
}
