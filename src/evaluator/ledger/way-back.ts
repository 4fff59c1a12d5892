import type { OverrideEntry } from '../../model/override.ts';
import type { Unknown } from '../../model/report.ts';
import { compareText, type Resource } from '../../model/snapshot.ts';
import { lastFireOf, nextFireOf } from '../facts/action-timeline.ts';
import { activitiesOf } from '../facts/activities.ts';
import { hearsOfRaises } from '../facts/automated-revert.ts';
import { actionsOf, identityOf, scalingGaps, targetKey } from '../facts/joins.ts';
import { dedupe, memberOf, type Place, type World } from '../world.ts';
import type { Deviation } from './age.ts';

export interface WayBack {
  revert: OverrideEntry['revert'];
  /** Where nothing was found: listings that may hold something all the same. */
  unseen: Unknown[];
}

const minuteMs = 60_000;
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

/** What will bring an override back by itself: of what fires the first, else a rule that hears of it. */
export function wayBackOf(deviation: Deviation, world: World): WayBack {
  const { resource } = deviation;
  if (!isBound(deviation)) return { revert: null, unseen: [] };
  const first = clockBack(deviation, world);
  if (first) {
    const lastEnded = endOf(first.clock, resource, world);
    return { revert: { by: nameOf(first.clock), at: iso(first.at), lastEnded }, unseen: [] };
  }
  const rule = isRaisedMinimum(deviation) ? world.at('eventbridge-rule', resource).find(hears) : undefined;
  if (rule) {
    const by = `rule ${rule.name}, which hears of RegisterScalableTarget`;
    return { revert: { by, at: null, lastEnded: null }, unseen: [] };
  }
  return { revert: null, unseen: unseenOf(deviation, world) };
}

const isBound = ({ resource, held }: Deviation) =>
  resource.kind === 'scalable-target' && (held.value === 'minCapacity' || held.value === 'maxCapacity');

interface Firing {
  clock: Resource;
  /** Milliseconds. */
  at: number;
}

/** The first scheduled action or schedule that will make a bound normal again; undefined for none. */
export function clockBack(deviation: Deviation, world: World): Firing | undefined {
  return isBound(deviation) ? firings(deviation, world).find(({ clock }) => bringsBack(clock, deviation)) : undefined;
}

/** What writes the override again after it was brought back, as caveats. */
export function writtenAgain(deviation: Deviation, world: World): string[] {
  if (!isBound(deviation)) return [];
  return firings(deviation, world)
    .filter(({ clock: { attributes } }) => attributes[deviation.held.value] === deviation.now)
    .map(({ clock, at }) => {
      const what = nameOf(clock);
      return `${what.charAt(0).toUpperCase()}${what.slice(1)} writes ${deviation.now} again at ${iso(at)}: delete it first, or it undoes this.`;
    });
}

/** What will write a target, by the time at which it fires next. */
function firings({ resource }: Deviation, world: World): Firing[] {
  const identity = identityOf(resource);
  const suspended = memberOf(resource, 'suspendedScheduled');
  const clocks = [
    ...(suspended.known && suspended.value === true ? [] : actionsOf(world, resource, identity)),
    ...schedulesOf(resource, world),
  ];
  return clocks
    .map((clock) => ({ clock, at: nextFireOf(clock, world.now) }))
    .filter((one): one is Firing => one.at !== null)
    .sort((a, b) => a.at - b.at || compareText(a.clock.name, b.clock.name));
}

const isRaisedMinimum = ({ held, now, normal }: Deviation) =>
  held.value === 'minCapacity' && Number(now) > Number(normal);

function hears(rule: Resource): boolean {
  const answer = hearsOfRaises(rule);
  return answer.known && answer.value === true;
}

/** Schedules of EventBridge that register the target. */
function schedulesOf(target: Resource, world: World): Resource[] {
  const ofTarget = (schedule: Resource) =>
    typeof schedule.attributes.resourceId === 'string' ? [targetKey(identityOf(schedule))] : [];
  return world
    .joined('scheduler-schedule', target, 'target', ofTarget, targetKey(identityOf(target)))
    .filter(({ attributes }) => attributes.state === 'ENABLED');
}

/** Whether what a schedule writes is normal again, or beyond. */
function bringsBack({ attributes }: Resource, { held, normal, now }: Deviation): boolean {
  const written = attributes[held.value];
  if (typeof written !== 'number') return false;
  return Number(now) > Number(normal) ? written <= Number(normal) : written >= Number(normal);
}

const nameOf = ({ kind, attributes, name }: Resource) =>
  kind === 'scheduled-action'
    ? `scheduled action ${attributes.actionName ?? name}`
    : `schedule ${attributes.scheduleName}`;

/** How it ended when it fired last: what the autoscaler did within a quarter of an hour; null where it never fired. */
function endOf(clock: Resource, target: Resource, world: World): string | null {
  const fired = lastFireOf(clock, world.seenAt + 1);
  if (fired === null) return null;
  const activities = activitiesOf(target);
  const said = `fired at ${iso(fired)}`;
  if (!Array.isArray(activities)) return said;
  const after = activities
    .map((activity) => ({ activity, start: Date.parse(activity.start) }))
    .filter(({ start }) => start >= fired && start <= fired + 15 * minuteMs)
    .sort((a, b) => a.start - b.start);
  const last = after.at(-1)?.activity;
  if (!last) return `${said}, and no scaling activity followed`;
  return `${said}: ${last.status}${last.capacity === undefined ? '' : `, capacity ${last.capacity}`}`;
}

function unseenOf(deviation: Deviation, world: World): Unknown[] {
  const { resource } = deviation;
  return dedupe([
    ...scalingGaps(world, resource, 'scheduled-action', identityOf(resource)),
    ...world.gaps('scheduler-schedule', resource),
    ...(isRaisedMinimum(deviation) ? ruleGaps(resource, world) : []),
  ]);
}

/** Rules that were not listed, or whose pattern or targets were not read. */
function ruleGaps(place: Place, world: World): Unknown[] {
  const untold = world.at('eventbridge-rule', place).flatMap((rule) => {
    const answer = hearsOfRaises(rule);
    return answer.known ? [] : answer.because;
  });
  return [...world.gaps('eventbridge-rule', place), ...untold];
}
