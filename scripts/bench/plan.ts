/** A Terraform plan of a given number of resources that rules look at, among as many that they do not: for `npm run bench`. */
export function benchPlan(count: number, padding = 0): string {
  const services = Array.from({ length: Math.ceil(count / 4) }, (_, index) => servicePlan(index));
  const filler = 'x'.repeat(padding);
  const others = services.map((_, index) => ({
    address: `aws_iam_role.r${index}`,
    mode: 'managed',
    type: 'aws_iam_role',
    name: `r${index}`,
    change: {
      actions: ['create'],
      before: null,
      after: { name: `r${index}`, assume_role_policy: filler },
      after_unknown: {},
    },
  }));
  const parts = services.flat();
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.8',
    resource_changes: [...parts.map(({ change }) => change), ...others],
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: { region: { constant_value: 'eu-central-1' } } } },
      root_module: { resources: parts.map(({ configuration }) => configuration) },
    },
  });
}

/** A service with its scalable target, policy and alarm. */
function servicePlan(index: number) {
  const name = `service-${index}`;
  const target = {
    service_namespace: 'ecs',
    resource_id: `service/shop/${name}`,
    scalable_dimension: 'ecs:service:DesiredCount',
  };
  return [
    resource('aws_ecs_service', name, {
      name,
      cluster: 'shop',
      desired_count: 4,
      launch_type: 'FARGATE',
      task_definition: 'web:1',
    }),
    resource('aws_appautoscaling_target', name, { ...target, min_capacity: 4, max_capacity: 40 }),
    resource('aws_appautoscaling_policy', name, {
      ...target,
      name: 'cpu',
      policy_type: 'TargetTrackingScaling',
      target_tracking_scaling_policy_configuration: [
        {
          target_value: 60,
          predefined_metric_specification: [{ predefined_metric_type: 'ECSServiceAverageCPUUtilization' }],
        },
      ],
    }),
    resource('aws_cloudwatch_metric_alarm', name, {
      alarm_name: `${name}-cpu`,
      namespace: 'AWS/ECS',
      metric_name: 'CPUUtilization',
      dimensions: { ClusterName: 'shop', ServiceName: name },
      statistic: 'Average',
      period: 60,
      evaluation_periods: 3,
      threshold: 80,
      comparison_operator: 'GreaterThanThreshold',
    }),
  ];
}

function resource(type: string, name: string, after: Record<string, unknown>) {
  const expressions = Object.fromEntries(Object.entries(after).map(([key, value]) => [key, { constant_value: value }]));
  const address = `${type}.${name}`;
  return {
    change: {
      address,
      mode: 'managed',
      type,
      name,
      change: { actions: ['create'], before: null, after, after_unknown: { id: true } },
    },
    configuration: { address, mode: 'managed', type, name, provider_config_key: 'aws', expressions },
  };
}
