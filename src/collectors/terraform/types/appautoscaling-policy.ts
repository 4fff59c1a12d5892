import { block, blocks, mapped, type Translation, terraformType } from '../translation.ts';

const dimensions = blocks('dimensions', { Name: 'name', Value: 'value' });

const metricQueries = (name: string) =>
  blocks(name, {
    Id: 'id',
    Expression: 'expression',
    ReturnData: 'return_data',
    MetricStat: block('metric_stat', {
      Metric: block('metric', { Namespace: 'namespace', MetricName: 'metric_name', Dimensions: dimensions }),
      Stat: 'stat',
      Unit: 'unit',
    }),
  });

const predefined = { PredefinedMetricType: 'predefined_metric_type', ResourceLabel: 'resource_label' };

const predictiveMetric = (name: string) => block(name, { MetricDataQueries: metricQueries('metric_data_query') });

const tracking: Translation = {
  TargetValue: 'target_value',
  ScaleInCooldown: 'scale_in_cooldown',
  ScaleOutCooldown: 'scale_out_cooldown',
  DisableScaleIn: 'disable_scale_in',
  PredefinedMetricSpecification: block('predefined_metric_specification', predefined),
  CustomizedMetricSpecification: block('customized_metric_specification', {
    MetricName: 'metric_name',
    Namespace: 'namespace',
    Statistic: 'statistic',
    Unit: 'unit',
    Dimensions: dimensions,
    Metrics: metricQueries('metrics'),
  }),
};

/** Bounds are texts, empty where there is none. */
const bound = (name: string) => mapped(name, (value) => (value === '' ? undefined : Number(value)));

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appautoscaling_policy */
export const appautoscalingPolicy = terraformType(
  'aws_appautoscaling_policy',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  {
    PolicyName: 'name',
    PolicyType: 'policy_type',
    ServiceNamespace: 'service_namespace',
    ResourceId: 'resource_id',
    ScalableDimension: 'scalable_dimension',
    TargetTrackingScalingPolicyConfiguration: block('target_tracking_scaling_policy_configuration', tracking),
    StepScalingPolicyConfiguration: block('step_scaling_policy_configuration', {
      AdjustmentType: 'adjustment_type',
      Cooldown: 'cooldown',
      MetricAggregationType: 'metric_aggregation_type',
      MinAdjustmentMagnitude: 'min_adjustment_magnitude',
      StepAdjustments: blocks('step_adjustment', {
        MetricIntervalLowerBound: bound('metric_interval_lower_bound'),
        MetricIntervalUpperBound: bound('metric_interval_upper_bound'),
        ScalingAdjustment: 'scaling_adjustment',
      }),
    }),
    PredictiveScalingPolicyConfiguration: block('predictive_scaling_policy_configuration', {
      Mode: 'mode',
      MaxCapacityBreachBehavior: 'max_capacity_breach_behavior',
      MaxCapacityBuffer: 'max_capacity_buffer',
      SchedulingBufferTime: 'scheduling_buffer_time',
      MetricSpecifications: blocks('metric_specification', {
        TargetValue: 'target_value',
        PredefinedMetricPairSpecification: block('predefined_metric_pair_specification', predefined),
        PredefinedScalingMetricSpecification: block('predefined_scaling_metric_specification', predefined),
        PredefinedLoadMetricSpecification: block('predefined_load_metric_specification', predefined),
        CustomizedScalingMetricSpecification: predictiveMetric('customized_scaling_metric_specification'),
        CustomizedLoadMetricSpecification: predictiveMetric('customized_load_metric_specification'),
        CustomizedCapacityMetricSpecification: predictiveMetric('customized_capacity_metric_specification'),
      }),
    }),
  },
);
