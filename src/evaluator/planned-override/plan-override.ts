import type { OverridePlan, OverrideStep } from '../../model/override-plan.ts';
import { compareText, type Resource } from '../../model/snapshot.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { Occurrence } from '../events/calendar.ts';
import { subjectOf } from '../facts/joins.ts';
import { possibleWorkloads } from '../match.ts';
import { subjectKinds } from '../subjects.ts';
import type { World } from '../world.ts';
import { numbersOf, occurrenceOf, raiseAt } from './event-numbers.ts';
import { findTarget } from './find-target.ts';
import { iso, type OverrideRequest, type Planning } from './planning.ts';
import { raisesOf } from './raises.ts';
import { planSteps } from './steps.ts';
import { warningsOf } from './warnings.ts';

/** A raise with its paired revert. @throws UsageError where it makes no sense, or AWS would refuse it */
export function planOverride(world: World, request: OverrideRequest): OverridePlan {
  const resource = findTarget(world, request.target, request.regions);
  const occurrence = request.event === null ? null : occurrenceOf(world, request.event);
  const { from, until } = timesOf(world, request, resource, occurrence);
  const subject = subjectOf(resource);
  const kind = subjectKinds.get(resource.kind);
  const { workloads } = kind ? possibleWorkloads(subject, kind, world) : { workloads: [null] };
  const workload = workloads.length === 1 ? (workloads[0] ?? null) : null;
  const asked = occurrence ? numbersOf(world, occurrence, resource, workload) : new Map<string, number>();
  const raises = raisesOf(world, resource, workload, new Map([...asked, ...request.sizes]), request.event);
  const owner = request.owner ?? occurrence?.event.owner ?? workload?.owner ?? null;
  const planning: Planning = {
    world,
    resource,
    raises,
    event: request.event,
    from,
    until,
    timezone: request.timezone,
    label: request.event ?? request.incident ?? 'override',
    tags: tagsOf(world, request, owner, until),
    roleArn: request.roleArn,
  };
  const { steps, warnings } = planSteps(planning);
  const { kind: kindName, key, id, name, account, region } = resource;
  return {
    schema: 'headroom.override-plan/1',
    target: { kind: kindName, key: key ?? '', id, name, account, region },
    event: request.event,
    from: from === null ? null : iso(from),
    until: iso(until),
    seenAt: world.snapshot.takenAt,
    timezone: request.timezone,
    values: raises.map(({ value, size, back, because }) => ({
      value: value.name,
      now: value.now,
      raised: size,
      revertsTo: back,
      because,
    })),
    tags: planning.tags,
    steps: steps.filter(({ commands }) => commands.length > 0) satisfies OverrideStep[],
    warnings: [
      ...(workloads.length > 1
        ? ['Which workload of the policy this belongs to depends on tags that could not be read: no baseline is used.']
        : []),
      ...warningsOf(planning),
      ...warnings,
    ].sort(compareText),
  };
}

function timesOf(world: World, request: OverrideRequest, resource: Resource, occurrence: Occurrence | null) {
  const from = request.from ?? (occurrence ? raiseAt(occurrence, resource) : null);
  const until = request.until ?? occurrence?.holdUntil ?? null;
  if (until === null)
    throw new UsageError(
      '--until is missing: every raise has a revert. Name when it goes back, such as --until 2026-12-02T02:00:00, or an event of the calendar with --event ID',
    );
  const begins = from === null || from <= world.now ? null : from;
  if (until <= (from ?? world.now)) {
    throw new UsageError(
      `--until ${iso(until)} is not after ${from === null ? 'now' : '--from'} (${iso(from ?? world.now)}): the revert would come before the raise`,
    );
  }
  if (until <= world.now) throw new UsageError(`--until ${iso(until)} has passed (it is ${iso(world.now)})`);
  return { from: begins, until };
}

/** Tags that explain the override: what it is for, until when, whose it is. */
function tagsOf(world: World, request: OverrideRequest, owner: string | null, until: number): Record<string, string> {
  const { tagKey } = world.policy.override;
  const tags = {
    ...(request.event !== null && { [tagKey]: request.event }),
    ...(request.incident !== null && { incident: request.incident }),
    ...(request.event === null && request.incident === null && { override: 'planned' }),
    expires: iso(until),
    ...(owner !== null && { owner }),
  };
  for (const [key, value] of Object.entries(tags)) {
    // https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
    if (value.length > 256 || !/^[\p{L}\p{N}\p{Zs}_.:/=+@-]+$/u.test(value)) {
      throw new UsageError(
        `tag ${key}=${JSON.stringify(value)}: AWS takes letters, digits, spaces and _ . : / = + - @ in tags, at most 256`,
      );
    }
  }
  return tags;
}
