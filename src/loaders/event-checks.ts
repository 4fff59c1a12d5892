import { durationMs } from '../model/duration.ts';
import type { CalendarEvent, EventTarget } from '../model/event.ts';
import { nameHint } from '../model/nearest-name.ts';
import type { Workload } from '../model/policy.ts';
import { parseInstant, parseRecurrence } from '../schedules/recurrence.ts';
import type { EventContext } from './events.ts';
import { checkMatch, checkTimezone, type Finding } from './policy-checks.ts';
import type { Path } from './schema-problems.ts';

/** Beginnings of a recurrence that are looked at: one that overlaps itself does so early. */
const looksAt = 100;

/** What the schema cannot see in an event: when it takes place, and what it asks of which workload. */
export function checkEvent(
  event: CalendarEvent,
  index: number,
  all: readonly CalendarEvent[],
  context: EventContext,
): Finding[] {
  const path = ['events', index];
  const again = all.findIndex(({ id }) => id === event.id) < index;
  return [
    ...(again ? [{ path: [...path, 'id'], message: `an event "${event.id}" stands above already` }] : []),
    ...checkTimes(event, path, context.policy.timezone),
    ...event.targets.flatMap((target, at) => checkTarget(target, event, [...path, 'targets', at], context)),
  ];
}

function checkTimes(event: CalendarEvent, path: Path, fallback: string): Finding[] {
  if (event.timezone !== undefined) {
    const findings = checkTimezone(event.timezone, [...path, 'timezone']);
    if (findings.length > 0) return findings;
  }
  const timezone = event.timezone ?? fallback;
  const start = parseInstant(event.start, timezone);
  const end = event.end === undefined ? null : parseInstant(event.end, timezone);
  const wrong = [
    ...(typeof start === 'number' ? [] : [{ path: [...path, 'start'], message: start.error }]),
    ...(end === null || typeof end === 'number' ? [] : [{ path: [...path, 'end'], message: end.error }]),
    ...checkEnd(event, path),
  ];
  if (wrong.length > 0 || typeof start !== 'number') return wrong;
  if (typeof end === 'number' && end <= start) {
    const message = `ends ${end === start ? 'when' : 'before'} it starts: start is ${event.start}, end is ${event.end}`;
    return [{ path: [...path, 'end'], message }];
  }
  return event.recurrence === undefined ? [] : checkRecurrence(event, event.recurrence, start, timezone, path);
}

function checkEnd({ end, duration, recurrence }: CalendarEvent, path: Path): Finding[] {
  if (recurrence !== undefined && duration === undefined) {
    const message =
      'a recurrence without end of occurrence: give duration, how long it lasts each time, such as 4h (UNTIL=… in the rule ends the recurrence itself)';
    return [{ path: [...path, end === undefined ? 'recurrence' : 'end'], message }];
  }
  if (end !== undefined && duration !== undefined) {
    return [
      { path: [...path, 'duration'], at: 'key', message: 'end and duration are both given; expected one of them' },
    ];
  }
  if (end === undefined && duration === undefined) {
    return [{ path, message: 'neither end nor duration is given; expected one of them' }];
  }
  if (duration !== undefined && durationMs(duration) === 0) {
    return [{ path: [...path, 'duration'], message: 'ends when it starts: expected a duration above 0, such as 4h' }];
  }
  return [];
}

function checkRecurrence(event: CalendarEvent, text: string, first: number, timezone: string, path: Path): Finding[] {
  const at = [...path, 'recurrence'];
  const recurrence = parseRecurrence(text, first, timezone);
  if ('error' in recurrence) return [{ path: at, message: recurrence.error }];
  const starts = recurrence.between(first, Number.POSITIVE_INFINITY, looksAt);
  const lasts = durationMs(event.duration ?? '0m');
  const early = starts.findIndex((start, index) => index > 0 && start < (starts[index - 1] ?? 0) + lasts);
  if (early < 0) return [];
  const [before, next] = [early - 1, early].map((one) =>
    new Date(starts[one] ?? 0).toISOString().replace('.000Z', 'Z'),
  );
  const message = `overlaps itself: it lasts ${event.duration}, begins at ${before} and again at ${next}`;
  return [{ path: [...path, 'duration'], message }];
}

/** Sides of tables and indexes, of collection groups, of serverless caches, and what is scaled of a replication group. */
const dimensionShape = /^((index\/[^/]+\/)?(read|write)|search|indexing|ecpu|storage|shards|replicas)$/;

function checkTarget(target: EventTarget, event: CalendarEvent, path: Path, context: EventContext): Finding[] {
  const { policy } = context;
  const workload = policy.workloads.find(({ name }) => name === target.workload);
  const { dimension, minCapacity, maxCapacity } = target;
  const findings: Finding[] = [];
  if (!workload) findings.push({ path: [...path, 'workload'], message: unknownWorkload(target.workload, context) });
  if (target.match) findings.push(...checkMatch(target.match, context, [...path, 'match']));
  if (dimension !== undefined && !dimensionShape.test(dimension)) {
    const message = `expected read, write, index/NAME/read or index/NAME/write of a table, search or indexing of a collection group, ecpu or storage of a serverless cache, shards or replicas of a cache; found "${dimension}"`;
    findings.push({ path: [...path, 'dimension'], message });
  }
  if (minCapacity !== undefined && maxCapacity !== undefined && minCapacity > maxCapacity) {
    const message = `minCapacity ${minCapacity} exceeds maxCapacity ${maxCapacity}`;
    findings.push({ path: [...path, 'minCapacity'], message });
  }
  if (workload && !asks(target, event, workload)) {
    const message = `nothing is asked of "${target.workload}": give demand, minCapacity or maxCapacity here, or a multiplier and the demand of its baseline`;
    findings.push({ path, message });
  }
  return findings;
}

function unknownWorkload(name: string, { policy, hasPolicy }: EventContext): string {
  const names = policy.workloads.map((workload) => workload.name);
  if (names.length > 0) return `unknown workload "${name}"${nameHint(name, names)}`;
  const why = hasPolicy ? 'the policy declares none' : 'there is no policy (headroom.yaml, or --policy)';
  return `unknown workload "${name}": workloads are declared in the policy, and ${why}`;
}

function asks(target: EventTarget, { multiplier }: CalendarEvent, { baseline }: Workload): boolean {
  if ([target.demand, target.minCapacity, target.maxCapacity].some((stated) => stated !== undefined)) return true;
  const { dimension } = target;
  const parts = Object.entries(baseline?.dimensions ?? {}).filter(
    ([name]) => dimension === undefined || name === dimension,
  );
  const normal = [baseline, ...parts.map(([, part]) => part)].some((one) => one?.demand !== undefined);
  return multiplier !== undefined && normal;
}
