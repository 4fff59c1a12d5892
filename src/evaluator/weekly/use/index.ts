import { compareText } from '../../../model/snapshot.ts';
import { mean, type Window } from '../window.ts';
import { bedrockMeter } from './bedrock.ts';
import { dynamodbMeter } from './dynamodb.ts';
import { ecsMeter } from './ecs.ts';
import { elasticacheMeter } from './elasticache.ts';
import { lambdaMeter } from './lambda.ts';
import { opensearchMeter } from './opensearch.ts';
import { rdsMeter } from './rds.ts';
import type { Meter, Use } from './use.ts';

const meters: readonly Meter[] = [
  ecsMeter,
  dynamodbMeter,
  lambdaMeter,
  elasticacheMeter,
  opensearchMeter,
  rdsMeter,
  bedrockMeter,
];

/** Kinds whose use is measured. */
export const measuredKinds: readonly string[] = meters.map(({ kind }) => kind);

/** What was used of every capacity that is measured: by service, then name, then part. */
export function usesOf(window: Window): Use[] {
  return meters
    .flatMap(({ kind, uses }) => window.world.all(kind).flatMap((resource) => uses(resource, window)))
    .sort(
      (a, b) =>
        compareText(a.service, b.service) ||
        compareText(a.subject.account, b.subject.account) ||
        compareText(a.subject.region, b.subject.region) ||
        compareText(a.subject.name, b.subject.name) ||
        compareText(a.part ?? '', b.part ?? ''),
    );
}

/** Names that one line lists. */
const fewNames = 3;

/** What should have data and has none in the whole period, one line for each measure: it is neither idle nor busy, but not seen. */
export function silentLines(uses: readonly Use[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { service, measure, percent, now, subject } of uses) {
    if (!percent || mean(percent) !== null || now === 0) continue;
    const group = `${measure} of ${service}`;
    groups.set(group, [...(groups.get(group) ?? []), subject.name]);
  }
  return [...groups].map(([group, names]) => {
    const rest = names.length > fewNames ? ` and ${names.length - fewNames} more` : '';
    return `CloudWatch has no data on ${group}: ${names.slice(0, fewNames).join(', ')}${rest}`;
  });
}
