import { block, blocks, type Translation, terraformType } from '../translation.ts';

const dimension: Translation = { Key: 'key', MatchOptions: 'match_options', Values: 'values' };

const inner: Translation = { Dimensions: block('dimension', dimension) };

const expression: Translation = {
  And: blocks('and', inner),
  Or: blocks('or', inner),
  Dimensions: block('dimension', dimension),
};

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ce_anomaly_subscription */
export const ceAnomalySubscription = terraformType(
  'aws_ce_anomaly_subscription',
  'AWS::CE::AnomalySubscription',
  {
    SubscriptionArn: 'arn',
    SubscriptionName: 'name',
    MonitorArnList: 'monitor_arn_list',
    Frequency: 'frequency',
    Subscribers: blocks('subscriber', { Type: 'type', Address: 'address' }),
    ThresholdExpression: block('threshold_expression', expression),
    Threshold: 'threshold',
  },
  { name: 'arn', idIsName: true },
);
