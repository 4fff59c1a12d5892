import { durationMs } from '../../model/duration.ts';
import type { EvidenceClass, Unknown } from '../../model/report.ts';
import type { Json } from '../../model/snapshot.ts';
import type { Occurrence } from '../events/calendar.ts';
import { type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import type { Place, World } from '../world.ts';
import { askedOf, eventBehind, eventInWords } from './event-ownership.ts';
import { tagsAbout } from './override-tags.ts';
import { type Change, changesOf, trailReading } from './trail.ts';

/** What to look for in the trail: changes of one value of one resource that left it as it is. */
export interface Trace {
  kind: string;
  key: string;
  /** Name of the value among those that a change set. */
  value: string;
  /** Dimension of a table that an event may have asked for, null for what has one capacity; left out: no event is looked for. */
  dimension?: string | null;
  eventNames: readonly string[];
  /** Whether a value is such that the override holds. */
  holds(value: number): boolean;
  /** Where the value is no number: what it is while the override holds. */
  stands?: string | boolean;
  /** Where the trail says nothing: an instant from other evidence; null: none. Read only then. */
  elsewhere?(): { at: number; class: EvidenceClass } | Unknown[] | null;
}

/** Since when an override holds. */
export interface Age {
  /** When it began, at the latest (milliseconds); null where nothing says. */
  since: number | null;
  class: EvidenceClass;
  /** Who began it; null where the trail does not say. */
  begun: Change | null;
  /** The last change that left it as it is; null where the trail does not say. */
  last: Change | null;
  /** Why nobody can say who changed it; empty where all was read, nobody asked, or the trail goes back no further. */
  because: Unknown[];
  /** Why it may be older than `since`; empty where that is exact. */
  older: Unknown[];
}

/** Walks from the newest change back to the one that began the override. */
export function ageOf(world: World, place: Place, trace: Trace): Age {
  const reading = trailReading(world, place, trace.eventNames);
  const { stands } = trace;
  const changes = changesOf(world, place, trace.kind, trace.key).filter(
    (change) =>
      typeof change.values[trace.value] === typeof (stands ?? 0) && trace.eventNames.includes(change.eventName),
  );
  const holds = (value: Json | undefined) => (stands === undefined ? trace.holds(Number(value)) : value === stands);
  const end = changes.findIndex((change) => !holds(change.values[trace.value]));
  const run = end < 0 ? changes : changes.slice(0, end);
  const [last, begun] = [run[0], run.at(-1)];
  const { because } = reading;
  const older = because.length > 0 ? because : cutShort;
  if (last && begun) {
    const exact = end >= 0 || reading.complete;
    return { since: begun.at, class: 'trail', begun, last, because, older: exact ? [] : older };
  }
  const nothing = { class: 'inferred', begun: null, last: null } as const;
  if (because.length > 0) return { since: null, ...nothing, because, older };
  const other = trace.elsewhere?.() ?? null;
  if (Array.isArray(other)) return { since: null, ...nothing, because: other, older: other };
  if (other) return { ...nothing, since: other.at, class: other.class, because: [], older: [] };
  // Not in the window that was read: older than it.
  const cut = reading.since !== null && Number.isFinite(reading.since) ? reading.since : null;
  return { since: cut, ...nothing, because: [], older: cut === null ? [] : cutShort };
}

const cutShort: Unknown[] = [{ fact: 'capacity-change', reason: 'truncated', api: 'cloudtrail:LookupEvents' }];

/** Whether it holds for less than the time; one whose age nobody can know counts as older. */
function isRecent(age: Age, now: number, graceMs: number): Fact {
  if (age.since === null) {
    return age.because.length > 0 ? { known: false, because: age.because } : known(false, 'inferred');
  }
  if (now - age.since >= graceMs) return known(false, age.class);
  return age.older.length > 0 ? { known: false, because: age.older } : known(true, age.class);
}

function story(age: Age): string {
  if (age.since === null) return 'since when is not known';
  const at = new Date(age.since).toISOString();
  if (!age.begun) return age.class === 'activity' ? `since ${at} by its scaling activities` : `since before ${at}`;
  const { who, eventName } = age.begun;
  return `since ${at} by ${who}, ${eventName}`;
}

type AgeOf = (subject: Subject, context: Context) => Fact & { age?: Age; event?: Occurrence | null };

/** The event that an override was made for, as far as tags and time tell. */
function eventOf(subject: Subject, context: Context, { dimension }: Trace, { since }: Age): Occurrence | null {
  if (dimension === undefined || !subject.resource) return null;
  return eventBehind(context.world, askedOf(subject, context, dimension), tagsAbout(subject, context.world), since);
}

/**
 * What can be asked of the age of an override, under names that begin with its direction.
 * @param prefix raised, lowered, or what was so with it
 * @param traceOf what to look for; null where there is no such override; a fact where that is not known
 */
export function ageFacts(
  prefix: string,
  parameters: string[],
  traceOf: (subject: Subject, context: Context) => Trace | null | Fact,
): Record<string, FactDefinition> {
  const find: AgeOf = (subject, context) => {
    const trace = traceOf(subject, context);
    if (trace === null) return known(null);
    if ('known' in trace) return trace;
    const age = ageOf(context.world, subject, trace);
    return { ...known(null), age, event: eventOf(subject, context, trace, age) };
  };
  const ask =
    (absent: Fact, answer: (age: Age, world: World, event: Occurrence | null) => Fact) =>
    (subject: Subject, context: Context): Fact => {
      const found = find(subject, context);
      return found.age ? answer(found.age, context.world, found.event ?? null) : found.known ? absent : found;
    };
  const hours = (world: World, age: Age) => Math.floor((world.seenAt - Number(age.since)) / 3_600_000);
  const unread = (age: Age, otherwise: Fact): Fact =>
    age.because.length > 0 ? { known: false, because: age.because } : otherwise;
  return {
    [`${prefix}Recently`]: {
      type: 'boolean',
      nullable: false,
      description: `Whether it was ${prefix} less than override.warnAfter of the policy before the snapshot; no where nothing tells its age.`,
      parameters,
      compute: ask(known(false), (age, world) =>
        isRecent(age, world.seenAt, durationMs(world.policy.override.warnAfter)),
      ),
    },
    [`${prefix}Overdue`]: {
      type: 'boolean',
      nullable: false,
      description: `Whether it was ${prefix} at least override.failAfter of the policy before the snapshot, as somebody recorded; no where nothing tells its age.`,
      parameters,
      compute: ask(known(false), (age, world) => {
        if (age.since === null) return unread(age, known(false, 'inferred'));
        const overdue = world.seenAt - age.since >= durationMs(world.policy.override.failAfter);
        return overdue || age.older.length === 0 ? known(overdue, age.class) : { known: false, because: age.older };
      }),
    },
    [`${prefix}ForHours`]: {
      type: 'number',
      nullable: true,
      description: `Hours since it was ${prefix}, at least: from the trail, else from scaling activities; null where nothing tells.`,
      parameters,
      compute: ask(known(null), (age, world) =>
        age.since === null ? unread(age, known(null, 'inferred')) : known(hours(world, age), age.class),
      ),
    },
    [`${prefix}ByCode`]: {
      type: 'boolean',
      nullable: false,
      description: `Whether infrastructure code was the last to write what is ${prefix}: it is declared there, and nobody's override.`,
      parameters,
      compute: ask(known(false), (age) =>
        age.last ? known(age.last.by === 'code', 'trail') : unread(age, known(false, 'inferred')),
      ),
    },
    [`${prefix}ByPerson`]: {
      type: 'boolean',
      nullable: false,
      description: `Whether a person ${prefix} it, by the trail.`,
      parameters,
      compute: ask(known(false), (age) =>
        age.begun ? known(age.begun.by === 'person', 'trail') : unread(age, known(false, 'inferred')),
      ),
    },
    [`${prefix}By`]: {
      type: 'string',
      nullable: true,
      description: `Who ${prefix} it, by the trail; null where it does not say.`,
      parameters,
      compute: ask(known(null), (age) => (age.begun ? known(age.begun.who, 'trail') : unread(age, known(null)))),
    },
    [`${prefix}Story`]: {
      type: 'string',
      nullable: false,
      description: `Since when it is ${prefix}, by whom and with which operation, and for which event, in words.`,
      parameters,
      compute: ask(known(`not ${prefix}`), (age, world, event) =>
        known(story(age) + eventInWords(event, world.now), age.class),
      ),
    },
  };
}
