import type { DescribeAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { GetResourcesCommandOutput } from '@aws-sdk/client-resource-groups-tagging-api';
import type { GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import { expectResources, isoText, reading } from './reading.ts';

const getCallerIdentity = reading<GetCallerIdentityCommandOutput>({
  api: 'sts:GetCallerIdentity',
  // Budgets are shown to their own account only, and the recorded account is another than the sandbox's.
  answer: ({ operation, service }, data) => {
    if (service === 'budgets') return {};
    return operation === 'GetCallerIdentity' ? data : undefined;
  },
  check: ({ snapshot }, data) => {
    const [, partition] = (data.Arn ?? '').split(':');
    for (const scope of snapshot.scopes) expect(scope).toMatchObject({ partition, account: data.Account });
    for (const entry of snapshot.coverage) expect(entry.account).toBe(data.Account);
    expect(JSON.stringify(snapshot)).not.toContain(data.UserId);
  },
});

/** Tags are told of anything that can be tagged; here replication groups have the recorded ARNs. */
const getResources = reading<GetResourcesCommandOutput>({
  api: 'tag:GetResources',
  answer: ({ operation }, data) => {
    if (operation === 'GetResources') return data;
    if (operation !== 'DescribeReplicationGroups') return undefined;
    const arns = (data.ResourceTagMappingList ?? []).map(({ ResourceARN }) => ResourceARN);
    return {
      ReplicationGroups: [...arns, 'arn:aws:never:tagged'].map((ARN) => ({
        ARN,
        ReplicationGroupId: ARN,
        Status: 'available',
      })),
    };
  },
  check: (collected, data) => {
    const expected = (data.ResourceTagMappingList ?? []).map(({ ResourceARN = '', Tags }) => ({
      key: ResourceARN,
      tags: Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value])) as Record<string, string>,
    }));
    expectResources(collected, 'elasticache-replication-group', [
      ...expected,
      { key: 'arn:aws:never:tagged', tags: {} },
    ]);
    for (const { key, tags } of expected) {
      expect(collected.of('elasticache-replication-group').find((group) => group.key === key)?.tags).toEqual(tags);
    }
  },
});

const describeAlarms = reading<DescribeAlarmsCommandOutput>({
  api: 'cloudwatch:DescribeAlarms',
  answer: ({ operation }, data) => (operation === 'DescribeAlarms' ? data : undefined),
  check: (collected, data) => {
    const expected = (data.MetricAlarms ?? []).map((alarm) => ({
      key: alarm.AlarmName ?? '',
      id: alarm.AlarmArn,
      attributes: {
        type: 'metric',
        metrics: [
          {
            namespace: alarm.Namespace,
            metricName: alarm.MetricName,
            dimensions: Object.fromEntries((alarm.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
            statistic: alarm.Statistic,
            periodSeconds: alarm.Period,
          },
        ],
        threshold: alarm.Threshold,
        comparisonOperator: alarm.ComparisonOperator,
        evaluationPeriods: alarm.EvaluationPeriods,
        datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
        treatMissingData: alarm.TreatMissingData ?? 'missing',
        actionsEnabled: alarm.ActionsEnabled,
        alarmActions: alarm.AlarmActions,
      },
      observed: { state: alarm.StateValue, stateSince: isoText(alarm.StateUpdatedTimestamp) },
    }));
    expectResources(collected, 'cloudwatch-alarm', expected);
  },
});

export const account = {
  'sts.GetCallerIdentity': getCallerIdentity,
  'tagging.GetResources': getResources,
  'monitoring.DescribeAlarms': describeAlarms,
};
