import { UsageError } from '../../model/usage-error.ts';
import { nextFireOf } from '../facts/action-timeline.ts';
import { actionsOf, identityOf, scalingGaps } from '../facts/joins.ts';
import { iso, type Planning } from './planning.ts';

const dayMs = 86_400_000;

/** What may go wrong with a plan, each as a sentence. @throws UsageError where its revert would never happen */
export function warningsOf(planning: Planning): string[] {
  return [
    ...staleness(planning),
    ...standing(planning),
    ...oneWay(planning),
    ...scaling(planning),
    ...decreases(planning),
  ];
}

function staleness({ world }: Planning): string[] {
  const hours = Math.floor((world.now - world.seenAt) / 3_600_000);
  return hours > 24 ? [`The snapshot is ${hours} hours old: what stands now may be something else.`] : [];
}

/** What is above its baseline already will be brought back with the rest. */
function standing({ raises }: Planning): string[] {
  return raises.flatMap(({ value, back, because }) =>
    back !== null && value.now !== null && value.now > back
      ? [
          `${value.name} is ${value.now} already, above what it goes back to (${back}, ${because}): an older override ends with this one.`,
        ]
      : [],
  );
}

function oneWay({ raises, resource }: Planning): string[] {
  const names = raises.flatMap(({ value }) => (value.irreversible ? [value.name] : []));
  const capped = raises.some(({ value }) => value.name === 'reservedConcurrency' && value.now === null);
  return [
    ...(names.length > 0
      ? [
          `Warm throughput cannot be lowered, and is billed once: ${names.join(', ')} of ${resource.key} stays raised for ever.`,
        ]
      : []),
    ...(capped
      ? ['The function has no reserved concurrency now: a reservation is a cap too, and may cause throttling.']
      : []),
  ];
}

function scaling({ world, resource, raises, event, from, until }: Planning): string[] {
  if (resource.kind !== 'scalable-target') return [];
  if (resource.attributes.suspendedScheduled === true) {
    throw new UsageError(
      `${resource.key}: scheduled actions of the target are suspended, so the revert would never happen; resume them first (suspended-state ScheduledScalingSuspended=false)`,
    );
  }
  const target = identityOf(resource);
  const begins = from ?? world.now;
  const crossing = actionsOf(world, resource, target).flatMap((action) => {
    const at = nextFireOf(action, begins);
    if (at === null || at >= until) return [];
    const writes = raises.flatMap(({ value, size }) => {
      const written = action.attributes[value.name];
      return typeof written === 'number' && written !== size ? [`${value.name} ${written}`] : [];
    });
    if (writes.length === 0) return [];
    return [
      `Scheduled action ${action.attributes.actionName} fires at ${iso(at)}, while this stands, and writes ${writes.join(', ')}.`,
    ];
  });
  const unseen = scalingGaps(world, resource, 'scheduled-action', target).length > 0;
  return [
    ...crossing,
    ...(unseen ? ['Not all scheduled actions could be read: one may write other bounds while this stands.'] : []),
    ...(target.serviceNamespace === 'ecs' && from !== null && event === null
      ? ['Tasks take minutes to start: begin 10 to 30 minutes before demand rises.']
      : []),
  ];
}

/** Each part of a table may be lowered 4 times in the first hour of a day in UTC, and once an hour after it. */
function decreases({ world, resource, raises, until }: Planning): string[] {
  if (resource.kind !== 'dynamodb-table' || raises.every(({ value }) => value.irreversible)) return [];
  const today = Number(resource.observed.decreasesToday ?? 0);
  const sameDay = Math.floor(until / dayMs) === Math.floor(world.seenAt / dayMs);
  if (!sameDay || today < 4) return [];
  return [
    `The table was lowered ${today} times today: AWS refuses a revert within an hour of the last decrease, and more than 27 a day.`,
  ];
}
