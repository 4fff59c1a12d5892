import { invocations } from '../../resources/metrics/bedrock.ts';
import { type Fact, unknown } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { resourceOf } from './joins.ts';
import { dataPoints, highest, measured, ofPoints, percentile } from './metrics.ts';

/** Something of the busiest hour of two weeks and the hours of the last day that have data; unknown where no hour has. */
function ofHours(subject: Subject, { world }: Context, compute: (busiest: number, lastDay: number[]) => number): Fact {
  const query = invocations(resourceOf(subject).id);
  const told = measured(world, subject, query);
  if (!('values' in told)) return told;
  if (told.values.length === 0) return unknown('Invocations', 'absent', 'cloudwatch:GetMetricData');
  const lastDay = told.steps.slice(-24).filter((value) => value !== null);
  return ofPoints(compute(highest(told.values), lastDay), told.points);
}

/** An hour without invocations has no data point, among hours that have some: a day of such hours is not in use. */
const usualOf = (lastDay: number[]) => (lastDay.length > 0 ? percentile(lastDay, 0.95) : 0);

/** What can be asked of a provisioned throughput whose invocations were measured. */
export const bedrockUsageFacts: Record<string, FactDefinition> = {
  busiestHour: {
    type: 'number',
    nullable: false,
    description: 'Invocations in the busiest hour of the two weeks before the snapshot.',
    compute: (subject, context) => ofHours(subject, context, (busiest) => busiest),
  },
  usualHour: {
    type: 'number',
    nullable: false,
    description:
      'Invocations that 95 percent of the hours of the last day did not exceed; 0 where only earlier hours have any.',
    compute: (subject, context) => ofHours(subject, context, (_, lastDay) => usualOf(lastDay)),
  },
  usedPercent: {
    type: 'number',
    nullable: false,
    description:
      'usualHour, percent of what the units can serve: of busiestHour, or of invocationsPerUnit for each unit where that is more. AWS does not publish what a unit serves.',
    parameters: ['invocationsPerUnit'],
    compute: (subject, context) =>
      ofHours(subject, context, (busiest, lastDay) => {
        const declared =
          Number(context.param('invocationsPerUnit')) * Number(resourceOf(subject).attributes.modelUnits);
        const most = Math.max(busiest, declared);
        return most > 0 ? (100 * usualOf(lastDay)) / most : 0;
      }),
  },
  invocationDataPoints: {
    type: 'number',
    nullable: false,
    description: 'Hours of the two weeks with invocations.',
    compute: (subject, { world }) => dataPoints(world, subject, invocations(resourceOf(subject).id)),
  },
};
