import type { RevertPhase } from '../../model/revert.ts';
import type { Json } from '../../model/snapshot.ts';

/** Capacity that is kept at least, or that is there: less of it saves money. An absent one is none. */
const floors = [
  'minCapacity',
  'desiredCount',
  'provisionedConcurrency',
  'readCapacityUnits',
  'writeCapacityUnits',
  'indexes',
  'replicasPerShard',
  'shardCount',
  'serverlessMinAcu',
  'dataStorageMinimumGb',
  'ecpuMinimumPerSecond',
  'minIndexingOcu',
  'minSearchOcu',
  'modelUnits',
];

/** What capacity may grow to. An absent one is no limit. */
const ceilings = [
  'maxCapacity',
  'reservedConcurrency',
  'maxReadRequestUnits',
  'maxWriteRequestUnits',
  'serverlessMaxAcu',
  'dataStorageMaximumGb',
  'ecpuMaximumPerSecond',
  'maxIndexingOcu',
  'maxSearchOcu',
];

/** Switches, and how they stand when scaling works and somebody hears of trouble. */
const working: Readonly<Record<string, Json>> = {
  suspendedDynamicScaleIn: false,
  suspendedDynamicScaleOut: false,
  suspendedScheduled: false,
  actionsEnabled: true,
  circuitBreakerEnabled: true,
  enabled: true,
  state: 'ENABLED',
  automaticFailover: 'enabled',
  multiAz: 'enabled',
};

/** Kinds that say how and when capacity changes, rather than how much there is. */
const deciding = ['scaling-policy', 'scheduled-action', 'cloudwatch-alarm', 'scheduler-schedule', 'eventbridge-rule'];

/** When a change of one attribute has its turn. */
export function phaseOf(kind: string, attribute: string, from: Json, to: Json): RevertPhase {
  if (attribute in working && to === working[attribute]) return 'restore';
  if (deciding.includes(kind)) return 'policies';
  if (floors.includes(attribute)) return quantityOf(to, 0) > quantityOf(from, 0) ? 'restore' : 'minimum';
  if (ceilings.includes(attribute)) {
    return quantityOf(to, Number.POSITIVE_INFINITY) > quantityOf(from, Number.POSITIVE_INFINITY)
      ? 'restore'
      : 'maximum';
  }
  return 'mode';
}

/** When a resource that is gone comes back. */
export const phaseOfReturn = (kind: string): RevertPhase =>
  deciding.includes(kind) && kind !== 'cloudwatch-alarm' ? 'policies' : 'restore';

/** Whether an attribute is an amount of capacity. */
export const isQuantity = (attribute: string) => floors.includes(attribute) || ceilings.includes(attribute);

/** An amount as a number; of lists of parts (indexes, aliases) the sum of what they have. */
export function quantityOf(value: Json, absent: number): number {
  if (typeof value === 'number') return value;
  if (!Array.isArray(value)) return absent;
  return value.reduce((sum: number, part) => {
    const one = (part ?? {}) as { [member: string]: Json };
    const amounts = [one.requested, one.readCapacityUnits, one.writeCapacityUnits];
    return sum + amounts.reduce((all: number, amount) => all + (typeof amount === 'number' ? amount : 0), 0);
  }, 0);
}
