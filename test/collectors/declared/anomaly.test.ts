import { describe, expect, it } from 'vitest';
import {
  describeAnomalyMonitor,
  describeAnomalySubscription,
} from '../../../src/collectors/aws/describe/cost-anomaly.ts';
import { unresolved } from '../../../src/collectors/declared/value.ts';
import { symbolFor } from '../../../src/model/symbolic-name.ts';
import { attributesBut, place, plan, resourcesOf, template } from './thrice.ts';

const topic = 'arn:aws:sns:eu-central-1:111122223333:finance';

const ofTerraform = (threshold: object = {}) =>
  resourcesOf(
    plan({
      services: [
        'aws_ce_anomaly_monitor',
        {
          arn: unresolved(['aws_ce_anomaly_monitor.services']),
          name: 'services',
          monitor_type: 'DIMENSIONAL',
          monitor_dimension: 'SERVICE',
        },
      ],
      told: [
        'aws_ce_anomaly_subscription',
        {
          arn: unresolved(['aws_ce_anomaly_subscription.told']),
          name: 'told',
          frequency: 'IMMEDIATE',
          monitor_arn_list: [unresolved(['aws_ce_anomaly_monitor.services'])],
          subscriber: [{ type: 'SNS', address: topic }],
          threshold_expression: [
            {
              and: [
                { dimension: [{ key: 'ANOMALY_TOTAL_IMPACT_PERCENTAGE', values: ['40'] }] },
                { dimension: [{ key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', values: ['100'] }] },
              ],
              or: [],
              dimension: [],
            },
          ],
          ...threshold,
        },
      ],
    }),
  );

const expression = {
  And: [
    { Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_PERCENTAGE' as const, Values: ['40'] } },
    { Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE' as const, Values: ['100'] } },
  ],
};

const ofCloudFormation = (threshold: object = {}) =>
  resourcesOf(
    template({
      Services: [
        'AWS::CE::AnomalyMonitor',
        { MonitorName: 'services', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' },
      ],
      Told: [
        'AWS::CE::AnomalySubscription',
        {
          SubscriptionName: 'told',
          Frequency: 'IMMEDIATE',
          MonitorArnList: [unresolved(['Services'])],
          Subscribers: [{ Type: 'SNS', Address: topic }],
          ThresholdExpression: JSON.stringify(expression),
          ...threshold,
        },
      ],
    }),
  );

const untold = ['monitorArn', 'subscriptionArn', 'monitorArns'];

describe('cost anomaly detection', () => {
  it('is the same from the live account, a plan and a template, but for what AWS hands out', () => {
    const monitor = describeAnomalyMonitor({
      MonitorArn: 'arn:aws:ce::111122223333:anomalymonitor/1',
      MonitorName: 'services',
      MonitorType: 'DIMENSIONAL',
      MonitorDimension: 'SERVICE',
    });
    const subscription = describeAnomalySubscription(
      {
        SubscriptionName: 'told',
        MonitorArnList: ['arn:aws:ce::111122223333:anomalymonitor/1'],
        Frequency: 'IMMEDIATE',
        Subscribers: [{ Type: 'SNS', Address: topic }],
        ThresholdExpression: expression,
      },
      place,
      'ce:GetAnomalySubscriptions',
    );

    for (const [resources, one, other] of [
      [ofTerraform(), 'aws_ce_anomaly_monitor.services', 'aws_ce_anomaly_subscription.told'],
      [ofCloudFormation(), 'Services', 'Told'],
    ] as const) {
      const made = resources.get(`anomaly-monitor ${one}`);
      const told = resources.get(`anomaly-subscription ${other}`);

      expect(attributesBut({ attributes: made?.attributes ?? {} }, ...untold)).toEqual(
        attributesBut(monitor, ...untold),
      );
      expect(attributesBut({ attributes: told?.attributes ?? {} }, ...untold)).toEqual(
        attributesBut(subscription, ...untold),
      );
      expect([made?.key, told?.key]).toEqual([null, null]);
      expect(told?.attributes.monitorArns).toEqual([made?.attributes.monitorArn]);
    }
  });

  it('joins by whichever reference to the ARN', () => {
    const resources = ofCloudFormation({
      MonitorArnList: [unresolved(['Services'], symbolFor('Services.MonitorArn'))],
    });

    expect(resources.get('anomaly-subscription Told')?.attributes.monitorArns).toEqual([
      resources.get('anomaly-monitor Services')?.attributes.monitorArn,
    ]);
  });

  it('with a threshold of another kind, or one that is no JSON, does not tell it', () => {
    for (const ThresholdExpression of ['{"Tags":{}}', 'not JSON']) {
      const told = ofCloudFormation({ ThresholdExpression }).get('anomaly-subscription Told');
      expect(told?.unread).toMatchObject({ thresholdPercent: 'malformed', thresholdAmount: 'malformed' });
    }
  });

  it('with a threshold that is known only after apply does not tell it', () => {
    const told = ofTerraform({ threshold_expression: unresolved() }).get(
      'anomaly-subscription aws_ce_anomaly_subscription.told',
    );

    expect(told?.unread).toMatchObject({ thresholdPercent: 'after-apply', thresholdAmount: 'after-apply' });
  });
});
