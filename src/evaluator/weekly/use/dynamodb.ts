import { type Side, sides, slicesOf } from '../../../resources/metrics/dynamodb.ts';
import { findTarget } from '../../facts/joins.ts';
import { tableUnitRate } from '../../price.ts';
import type { Place, World } from '../../world.ts';
import { stepsOf } from '../window.ts';
import { type Meter, namedSubject, together, type Use } from './use.ts';

/** Least units that DynamoDB's console and guides start with; what is that small is no news. */
const smallUnits = 5;

/** Provisioned tables and their indexes: units that are there, and units that are consumed. Requests on demand have no capacity. */
export const dynamodbMeter: Meter = {
  kind: 'dynamodb-table',
  uses(table, window) {
    if (table.attributes.billingMode !== 'PROVISIONED') return [];
    const name = String(table.attributes.tableName);
    return slicesOf(table).flatMap(({ index, members }) =>
      sides.flatMap((side): Use[] => {
        const units = stepsOf(window, table, window.ask.provisioned(name, index, side));
        const consumed = stepsOf(window, table, window.ask.consumed(name, index, side));
        if (!units || !consumed) return [];
        const word = side === 'Read' ? 'read' : 'write';
        const now = members[`${word}CapacityUnits`];
        return [
          {
            subject: namedSubject(table, window.world),
            service: 'DynamoDB',
            part: index === null ? word : `${word} of index ${index}`,
            measure: `${word} units`,
            unit: `${word} units`,
            capacity: units,
            // Nothing is told of an hour in which nothing was consumed.
            percent: together(
              units,
              consumed.map((value) => value ?? 0),
              (there, used) => (there > 0 ? (100 * used) / 3600 / there : 0),
            ),
            beside: null,
            now: typeof now === 'number' ? now : null,
            maximum: maximumOf(window.world, table, name, index, side),
            rate: tableUnitRate(window.world, table, word),
            threshold: null,
            smallest: smallUnits,
            advice: null,
          },
        ];
      }),
    );
  },
};

/** Maximum of what scales a table or an index of it; null where nothing does. */
export function maximumOf(world: World, place: Place, table: string, index: string | null, side: Side): number | null {
  const target = findTarget(world, place, {
    serviceNamespace: 'dynamodb',
    resourceId: index === null ? `table/${table}` : `table/${table}/index/${index}`,
    scalableDimension: `dynamodb:${index === null ? 'table' : 'index'}:${side}CapacityUnits`,
  });
  return typeof target?.attributes.maxCapacity === 'number' ? target.attributes.maxCapacity : null;
}
