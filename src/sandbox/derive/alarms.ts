import type { AccountRegion } from '../account.ts';
import { policyArn } from './autoscaling-items.ts';
import { arnOf, createdLongAgo, type Place } from './identity.ts';
import { type Item, text, withDefaults, without } from './item.ts';
import { alarmsOfPolicy, completeTrackingAlarm, provisionedUnits, type TrackingAlarm } from './target-tracking.ts';

/** An alarm in the listing: declared, or made by AWS for a policy. The alarm itself is built when it is asked for: there are many. */
export type AlarmEntry = {
  type: 'metric' | 'composite' | 'log';
  name: string;
  item: Item | null;
  tracking: { policy: Item; alarm: TrackingAlarm } | null;
};

/** What the alarms that AWS makes are derived from. */
export type Plan = { place: Place; policies: Item[]; tables: ReadonlyMap<string, Item> };

/** All alarms, sorted by name. */
export function indexAlarms(
  declared: NonNullable<AccountRegion['cloudwatch']>,
  plan: Plan,
): { metric: AlarmEntry[]; composite: AlarmEntry[]; log: AlarmEntry[] } {
  const entry =
    (type: AlarmEntry['type']) =>
    (item: Item): AlarmEntry => ({ type, name: text(item, 'AlarmName'), item, tracking: null });
  const metric = (declared.metricAlarms ?? []).map(entry('metric'));
  for (const policy of plan.policies) {
    for (const alarm of alarmsOfPolicy(policy, plan.place)) {
      metric.push({ type: 'metric', name: alarm.name, item: null, tracking: { policy, alarm } });
    }
  }
  return {
    metric: metric.sort(byName),
    composite: (declared.compositeAlarms ?? []).map(entry('composite')).sort(byName),
    log: (declared.logAlarms ?? []).map(entry('log')).sort(byName),
  };
}

/** The alarm as DescribeAlarms returns it. */
export function completeAlarm(entry: AlarmEntry, plan: Plan): Record<string, unknown> {
  if (entry.tracking) {
    const { policy, alarm } = entry.tracking;
    const table = plan.tables.get(text(policy, 'ResourceId').split('/')[1] ?? '');
    const units = policy.ServiceNamespace === 'dynamodb' ? provisionedUnits(policy, table) : 0;
    return completeTrackingAlarm(alarm, policy, plan.place, {
      policyArn: policyArn(policy, plan.place),
      provisionedUnits: units,
    });
  }
  const item = entry.item ?? {};
  const metricOnly = entry.type === 'metric' ? { Dimensions: item.Metrics || item.EvaluationCriteria ? null : [] } : {};
  return withDefaults(
    { ...without(item, 'tags') },
    dropNull({
      AlarmArn: arnOf('cloudwatch', plan.place, `alarm:${entry.name}`),
      AlarmConfigurationUpdatedTimestamp: createdLongAgo,
      ActionsEnabled: true,
      OKActions: [],
      AlarmActions: [],
      InsufficientDataActions: [],
      StateValue: 'OK',
      StateReason: 'Unchecked: Initial alarm creation',
      StateUpdatedTimestamp: createdLongAgo,
      ...metricOnly,
    }),
  );
}

const byName = (a: AlarmEntry, b: AlarmEntry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
const dropNull = (members: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
