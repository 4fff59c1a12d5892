import type { Unknown } from '../../model/report.ts';
import { compareText, type Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known, numberOf, unknown } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf, type Place, tagsOf, type World } from '../world.ts';
import { isActionSpent, isUnderstood, lastFireOf, nextFireOf } from './action-timeline.ts';
import { eventDimension } from './baseline.ts';
import { askedOf, eventBehind } from './event-ownership.ts';
import {
  actionsOf,
  findTarget,
  identityOf,
  resourceOf,
  scaledResource,
  scalingGaps,
  type TargetIdentity,
  targetKey,
} from './joins.ts';
import { marksNewBaseline } from './override-tags.ts';
import { normalBound } from './target-lowered.ts';
import { changesOf } from './trail.ts';

const day = 86_400_000;
const targetOf = (subject: Subject) => identityOf(resourceOf(subject));

/** A scheduled action that raises the minimum above normal. */
interface Raise {
  action: Resource;
  minimum: number;
  /** When it fires next, or fired last: milliseconds. */
  at: number;
  fired: boolean;
  recurs: boolean;
}

interface Raises {
  all: Raise[];
  /** Of these the first that nothing lowers after it. */
  open: Raise | undefined;
  /** Schedules of EventBridge, one of which may lower it, as far as they were not read. */
  gaps: Unknown[];
  normal: number;
}

const minimumOf = (action: Resource): number | null =>
  typeof action.attributes.minCapacity === 'number' ? action.attributes.minCapacity : null;

/** Raises above the baseline that are for no event; without one, those to come that go above the registered minimum. */
function raisesOf(subject: Subject, context: Context): Raises | Fact {
  const { world } = context;
  const gaps = scalingGaps(world, subject, 'scheduled-action', targetOf(subject));
  const current = memberOf(resourceOf(subject), 'minCapacity');
  if (gaps.length > 0) return { known: false, because: gaps };
  if (!current.known) return current;
  const baseline = numberOf(normalBound(subject, context, 'minCapacity'));
  const normal = baseline ?? Number(current.value);
  const minima = derive(
    actionsOf(world, subject, targetOf(subject)).map((action) => memberOf(action, 'minCapacity')),
    () => null,
  );
  if (!minima.known) return minima;
  const sized = actionsOf(world, subject, targetOf(subject)).filter((action) => minimumOf(action) !== null);
  if (sized.some((action) => !isUnderstood(action))) return unknown('schedule', 'malformed');
  const all = sized
    .flatMap((action) => raiseOf(action, normal, Number(current.value), world.now))
    .filter((raise) => !isForEvent(raise, subject, context))
    .sort((a, b) => a.at - b.at || compareText(String(a.action.key), String(b.action.key)));
  const others = [...sized, ...schedulesOf(subject, world)];
  const open = all.find((raise) => !isLowered(raise, others, world.now));
  return { all, normal, open, gaps: open ? world.gaps('scheduler-schedule', subject) : [] };
}

/** Schedules of EventBridge that write the minimum of the target. */
function schedulesOf(subject: Subject, world: World): Resource[] {
  return world.joined('scheduler-schedule', subject, 'written', writtenBy, targetKey(targetOf(subject)));
}

const writtenBy = (schedule: Resource) => {
  const { state, targetAction } = schedule.attributes;
  const writes = state === 'ENABLED' && targetAction === 'registerScalableTarget' && minimumOf(schedule) !== null;
  return writes ? [targetKey(identityOf(schedule))] : [];
};

/** A rate without an end writes its minimum again whatever lowers it: the action is the fault, and scheduled-rate-reasserts-minimum says so. */
function isEndlessRate({ attributes: { schedule, endTime } }: Resource): boolean {
  return /^\s*rate\(/.test(String(schedule)) && typeof endTime !== 'string';
}

function raiseOf(action: Resource, normal: number, current: number, now: number): Raise[] {
  const minimum = minimumOf(action);
  if (minimum === null || minimum <= normal || isEndlessRate(action)) return [];
  const next = nextFireOf(action, now);
  const last = lastFireOf(action, now + 1);
  // A spent raise counts as long as what it wrote is in force.
  if (next === null)
    return last !== null && current >= minimum ? [{ action, minimum, at: last, fired: true, recurs: false }] : [];
  return [
    {
      action,
      minimum,
      at: next,
      fired: last !== null && current >= minimum,
      recurs: last !== null || nextFireOf(action, next) !== null,
    },
  ];
}

/** Whether an event that is not over for good is what the raise is for: the rules about events speak of its way back. */
function isForEvent({ at, recurs }: Raise, subject: Subject, context: Context): boolean {
  const { world } = context;
  const asked = askedOf(subject, context, eventDimension(targetOf(subject)));
  const occurrence = eventBehind(world, asked, [], at);
  if (occurrence === null || occurrence.revertBy < world.now) return false;
  return !recurs || occurrence.event.recurrence !== undefined;
}

/** Whether another action or schedule lowers the minimum after the raise; one that fires at the same instant does not count. */
function isLowered({ action, minimum, at, recurs }: Raise, others: readonly Resource[], now: number): boolean {
  return others.some((other) => {
    const lower = minimumOf(other);
    if (other === action || lower === null || lower >= minimum) return false;
    if (recurs) return !isActionSpent(other, now);
    const last = lastFireOf(other, now + 1);
    return nextFireOf(other, Math.max(at, now)) !== null || (last !== null && last > at);
  });
}

/** Whether a tag of a scalable target, or of what it scales, says that its bounds are the new normal. */
export function hasNewBaseline(world: World, place: Place, target: TargetIdentity): Fact {
  const owner = scaledResource(target);
  const scaled = owner ? world.find(owner.kind, place, owner.key) : undefined;
  const tagged = [findTarget(world, place, target), scaled].flatMap((one) => one ?? []);
  const marks = tagged.map((one) => marksNewBaseline(tagsOf(one)));
  return marks.find((mark) => mark.known && mark.value === true) ?? derive(marks, () => false);
}

function ask(subject: Subject, context: Context, answer: (raises: Raises) => Fact): Fact {
  const raises = raisesOf(subject, context);
  return 'all' in raises ? answer(raises) : raises;
}

const ofOpen =
  (answer: (open: Raise, subject: Subject, context: Context) => Fact) => (subject: Subject, context: Context) =>
    ask(subject, context, ({ open, gaps }) => {
      if (gaps.length > 0) return { known: false, because: gaps };
      return open ? answer(open, subject, context) : known(null);
    });

/** What can be asked of raises that scheduled actions of a target make. */
export const unrevertedRaiseFacts: Record<string, FactDefinition> = {
  raisingActionCount: {
    type: 'number',
    nullable: false,
    description:
      'Scheduled actions that raise the minimum above its baseline, to come or still in force; without a baseline those to come that go above the registered minimum. Raises for an event of the calendar are left to the rules about events.',
    compute: (subject, context) => ask(subject, context, ({ all }) => known(all.length)),
  },
  unrevertedRaise: {
    type: 'string',
    nullable: true,
    description:
      'The first of these after which neither an action nor a schedule of EventBridge lowers the minimum; null where each is lowered.',
    compute: ofOpen(({ action }) => known(action.attributes.actionName ?? null)),
  },
  unrevertedMinimum: {
    type: 'number',
    nullable: true,
    description: 'Minimum that it writes; null without one.',
    compute: ofOpen(({ minimum }) => known(minimum)),
  },
  unrevertedFired: {
    type: 'boolean',
    nullable: false,
    description: 'Whether it has fired, and what it wrote is in force.',
    compute: (subject, context) => ask(subject, context, ({ open }) => known(open?.fired ?? false)),
  },
  unrevertedWhen: {
    type: 'string',
    nullable: true,
    description: 'When it fires next, or when it fired, in words; null without one.',
    compute: ofOpen(({ at, fired, recurs }, _, { world }) => {
      const instant = new Date(at).toISOString();
      return known(
        at > world.now ? `${recurs || fired ? 'fires again' : 'fires'} at ${instant}` : `fired at ${instant}`,
      );
    }),
  },
  unrevertedBy: {
    type: 'string',
    nullable: true,
    description: 'Who put it last, by the trail; null where the trail does not say.',
    compute: ofOpen(({ action }, subject, { world }) => {
      const [last] = changesOf(world, subject, 'scheduled-action', String(action.key));
      return last ? known(last.who, 'trail') : known(null);
    }),
  },
  revertMinimum: {
    type: 'number',
    nullable: false,
    description: 'Minimum that a revert brings back: the baseline, else what is registered.',
    compute: (subject, context) => ask(subject, context, ({ normal }) => known(normal)),
  },
  revertName: {
    type: 'string',
    nullable: true,
    description: 'Name for an action that lowers the minimum again; null where none is needed.',
    compute: ofOpen(({ action }) => known(`${String(action.attributes.actionName).slice(0, 248)}-revert`)),
  },
  revertSchedule: {
    type: 'string',
    nullable: true,
    description: 'A day after the raise, or after now, as at(…) in UTC; null for a raise that recurs.',
    compute: ofOpen(({ at, recurs }, _, { world }) => {
      const instant = new Date(Math.max(at, world.now) + day).toISOString().slice(0, 19);
      return known(recurs ? null : `at(${instant})`);
    }),
  },
  baselineChanged: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether the tag baseline-change, on the target or on what it scales, says that the raise is the new normal.',
    compute: (subject, { world }) => hasNewBaseline(world, subject, targetOf(subject)),
  },
};
