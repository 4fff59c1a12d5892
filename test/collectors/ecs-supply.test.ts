import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/sandbox.ts';
import { collect, type Declared } from './support.ts';

const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(4, '0')}`);
const arn = (service: string, rest: string) => `arn:aws:${service}:eu-central-1:111122223333:${rest}`;
const groupArn = (name: string) => arn('elasticloadbalancing', `targetgroup/${name}/0123456789abcdef`);
const inSubnets = (subnets: string[]) => ({ awsvpcConfiguration: { subnets } });
const oneFault = (declared: Declared, fault: Fault) => collect(declared, { faults: [fault] });

describe('subnets of services', () => {
  const subnets = names(250, 'subnet').map((SubnetId, n) => ({ SubnetId, AvailableIpAddressCount: n }));
  const named = subnets.slice(0, 240).map(({ SubnetId }) => SubnetId);
  const declared: Declared = {
    ecs: {
      services: [
        { serviceName: 'web', networkConfiguration: inSubnets(named) },
        { serviceName: 'api', networkConfiguration: inSubnets(['subnet-0001', 'subnet-gone']) },
      ],
    },
    ec2: { subnets },
  };

  it('are read once each, 200 a call, and no others', async () => {
    const { of, calls, coverage } = await collect(declared);
    expect(of('subnet').map(({ key }) => key)).toEqual(named);
    expect(of('subnet')[7]).toMatchObject({
      id: arn('ec2', 'subnet/subnet-0007'),
      attributes: { subnetId: 'subnet-0007', ipv6Native: false },
      observed: { freeAddresses: 7 },
    });
    expect(calls('DescribeSubnets')).toBe(2);
    expect(coverage('ec2:DescribeSubnets')).toMatchObject({ status: 'ok', complete: true, calls: 2 });
    expect(of('ecs-service')[0]?.attributes.subnets).toEqual(['subnet-0001', 'subnet-gone']);
  });

  it('cost nothing where no service names any', async () => {
    const { calls, coverage } = await collect({ ecs: { services: [{ serviceName: 'web' }] }, ec2: { subnets } });
    expect(calls('DescribeSubnets')).toBe(0);
    expect(coverage('ec2:DescribeSubnets')).toMatchObject({ status: 'ok', complete: true, calls: 0 });
  });

  it('denied, are missing, and nothing else is', async () => {
    const whole = await collect(declared);
    const struck = await oneFault(declared, { api: 'ec2:DescribeSubnets', do: 'denied' });
    expect(struck.coverage('ec2:DescribeSubnets')).toMatchObject({ status: 'denied', complete: false });
    expect(struck.of('subnet')).toEqual([]);
    expect(struck.of('ecs-service')).toEqual(whole.of('ecs-service'));
    expect(struck.snapshot.coverage.filter(({ complete }) => !complete)).toHaveLength(1);
  });

  it('are not known as a whole where services were not', async () => {
    const { coverage } = await oneFault(declared, { api: 'ecs:DescribeServices', do: 'denied' });
    expect(coverage('ec2:DescribeSubnets')).toMatchObject({ status: 'denied', complete: false, calls: 0 });
    expect(coverage('ec2:DescribeSubnets').detail).toMatch(/^rests on ecs:DescribeServices: /);
  });

  it('throttled, are asked again', async () => {
    const { of, coverage } = await oneFault(declared, { api: 'ec2:DescribeSubnets', count: 1, do: 'throttled' });
    expect(of('subnet')).toHaveLength(240);
    expect(coverage('ec2:DescribeSubnets')).toMatchObject({ status: 'ok', throttled: 1 });
  });

  it('that make no sense are on record', async () => {
    const fault: Fault = { api: 'ec2:DescribeSubnets', do: 'missing-fields', members: ['AvailableIpAddressCount'] };
    const { of, coverage } = await oneFault(declared, fault);
    expect(of('subnet')).toEqual([]);
    expect(coverage('ec2:DescribeSubnets')).toMatchObject({ status: 'malformed', complete: false });
  });
});

describe('capacity providers of services', () => {
  const providers = names(12, 'nodes');
  const declared: Declared = {
    ecs: {
      services: [
        ...providers.map((capacityProvider) => ({
          serviceName: `on-${capacityProvider}`,
          capacityProviderStrategy: [{ capacityProvider, weight: 1 }],
        })),
        {
          serviceName: 'spot',
          capacityProviderStrategy: [
            { capacityProvider: 'FARGATE_SPOT', weight: 1 },
            { capacityProvider: 'nodes-gone', weight: 1 },
          ],
        },
      ],
      capacityProviders: [
        ...providers.map((name) => ({ name, autoScalingGroupProvider: { managedScaling: { targetCapacity: 90 } } })),
        { name: 'unused' },
      ],
    },
    'auto-scaling': {
      groups: [...providers, 'unused'].map((AutoScalingGroupName) => ({
        AutoScalingGroupName,
        DesiredCapacity: 4,
        MaxSize: 10,
        SuspendedProcesses: [{ ProcessName: 'Launch' }, { ProcessName: 'AZRebalance' }],
      })),
    },
  };

  it('are read ten a page with the groups behind them, Fargate and what is gone apart', async () => {
    const { of, calls, snapshot } = await collect(declared);
    expect(of('ecs-capacity-provider').map(({ key }) => key)).toEqual(providers);
    expect(of('ecs-capacity-provider')[0]).toMatchObject({
      id: arn('ecs', 'capacity-provider/nodes-0000'),
      attributes: { name: 'nodes-0000', autoScalingGroup: 'nodes-0000', managedScaling: 'ENABLED', targetCapacity: 90 },
    });
    expect(of('autoscaling-group').map(({ key }) => key)).toEqual(providers);
    expect(of('autoscaling-group')[0]).toMatchObject({
      attributes: { groupName: 'nodes-0000', maxSize: 10, suspendedProcesses: ['AZRebalance', 'Launch'] },
      observed: { desiredCapacity: 4 },
    });
    expect(calls('DescribeCapacityProviders')).toBe(2);
    expect(calls('DescribeAutoScalingGroups')).toBe(1);
    expect(snapshot.coverage.filter(({ complete }) => !complete)).toEqual([]);
  });

  it('whose instances ECS manages have no group', async () => {
    const managed = { managedInstancesProvider: { infrastructureRoleArn: 'arn:aws:iam::111122223333:role/ecs' } };
    const { of, calls } = await collect({
      ecs: {
        services: [{ serviceName: 'a', capacityProviderStrategy: [{ capacityProvider: 'managed', weight: 1 }] }],
        capacityProviders: [{ name: 'managed', ...managed }],
      },
    });
    expect(of('ecs-capacity-provider')[0]?.attributes).toEqual({
      name: 'managed',
      autoScalingGroup: null,
      managedScaling: null,
      targetCapacity: null,
    });
    expect(calls('DescribeAutoScalingGroups')).toBe(0);
  });

  it('denied, leave their groups unknown too', async () => {
    const { coverage, of } = await oneFault(declared, { api: 'ecs:DescribeCapacityProviders', do: 'denied' });
    expect(coverage('ecs:DescribeCapacityProviders')).toMatchObject({ status: 'denied', complete: false });
    expect(coverage('autoscaling:DescribeAutoScalingGroups')).toMatchObject({ status: 'denied', complete: false });
    expect(of('ecs-service')).toHaveLength(13);
  });

  it('on a second page that is denied are missing, the first ten are there', async () => {
    const { coverage, of } = await oneFault(declared, { api: 'ecs:DescribeCapacityProviders', page: 2, do: 'denied' });
    expect(of('ecs-capacity-provider')).toHaveLength(10);
    expect(coverage('ecs:DescribeCapacityProviders').complete).toBe(false);
  });
});

describe('target groups of services', () => {
  const group = (name: string, rest: object = {}) => ({
    TargetGroupArn: groupArn(name),
    TargetGroupName: name,
    ...rest,
  });
  const quick = { HealthCheckIntervalSeconds: 5, HealthyThresholdCount: 2 };
  const loadBalancers = ['quick', 'slow', 'gone'].map((name) => ({ targetGroupArn: groupArn(name) }));
  const declared: Declared = {
    ecs: { services: [{ serviceName: 'web', loadBalancers }] },
    'elastic-load-balancing-v2': {
      targetGroups: [
        group('quick', { ...quick, attributes: { 'slow_start.duration_seconds': 90 } }),
        group('slow'),
        ...names(400, 'other').map((name) => group(name, quick)),
      ],
    },
  };

  it('are picked from a listing of 400 a page; slow start is asked of those that are quick without it', async () => {
    const { of, calls, snapshot } = await collect(declared);
    expect(of('target-group')).toMatchObject([
      {
        key: 'quick',
        id: groupArn('quick'),
        attributes: { healthCheckIntervalSeconds: 5, healthyThresholdCount: 2, slowStartSeconds: 90 },
      },
      { key: 'slow', attributes: { healthCheckIntervalSeconds: 30, healthyThresholdCount: 5, slowStartSeconds: null } },
    ]);
    expect(calls('DescribeTargetGroups')).toBe(2);
    expect(calls('DescribeTargetGroupAttributes')).toBe(1);
    expect(snapshot.coverage.filter(({ complete }) => !complete)).toEqual([]);
  });

  it('keep the rest where slow start may not be read', async () => {
    const api = 'elasticloadbalancing:DescribeTargetGroupAttributes';
    const { of, coverage } = await oneFault(declared, { api, do: 'denied' });
    const [found] = of('target-group');
    expect(found).toMatchObject({ unread: { slowStartSeconds: 'denied' }, unreadApi: { slowStartSeconds: api } });
    expect(coverage(api)).toMatchObject({ status: 'denied', missed: ['quick'] });
  });
});

describe('revisions of services', () => {
  const target = (name: string) => ({
    ServiceNamespace: 'ecs',
    ResourceId: `service/shop/${name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  });
  const policy = (name: string, PredefinedMetricType: string) => ({
    ...target(name),
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 60,
      PredefinedMetricSpecification: { PredefinedMetricType },
    },
  });
  const fast = names(25, 'fast');
  const declared: Declared = {
    ecs: {
      services: [...fast, 'plain'].map((serviceName) => ({ serviceName, cluster: 'shop' })),
      serviceRevisions: [
        {
          service: 'shop/fast-0000',
          monitoring: {
            metricConfigurations: [
              { metricNames: ['MemoryUtilization', 'CPUUtilization'], resolutionSeconds: 20 },
              { metricNames: ['MemoryUtilization'], resolutionSeconds: 60 },
            ],
          },
        },
      ],
    },
    'application-autoscaling': {
      scalableTargets: [...fast, 'plain'].map((name) => ({ ...target(name), MinCapacity: 1, MaxCapacity: 9 })),
      scalingPolicies: [
        ...fast.map((name) => policy(name, 'ECSServiceAverageCPUUtilizationHighResolution')),
        policy('plain', 'ECSServiceAverageCPUUtilization'),
      ],
    },
  };

  it('are read, 20 a call, of services alone whose policies need metrics every 20 seconds', async () => {
    const { of, calls, snapshot } = await collect(declared);
    const found = of('ecs-service-revision');
    expect(found.map(({ attributes }) => attributes.serviceName)).toEqual(fast);
    expect(found.map(({ attributes }) => attributes.highResolutionMetrics).slice(0, 2)).toEqual([
      ['CPUUtilization', 'MemoryUtilization'],
      [],
    ]);
    expect(of('ecs-service')[0]?.observed.revisions).toEqual([found[0]?.attributes.revisionId]);
    expect(calls('DescribeServiceRevisions')).toBe(2);
    expect(snapshot.coverage.filter(({ complete }) => !complete)).toEqual([]);
  });

  it('cost nothing where none does', async () => {
    const { calls, coverage } = await collect({ ecs: { services: [{ serviceName: 'plain' }] } });
    expect(calls('DescribeServiceRevisions')).toBe(0);
    expect(coverage('ecs:DescribeServiceRevisions')).toMatchObject({ status: 'ok', complete: true });
  });

  it('of which one batch is denied are missing from that one', async () => {
    const fault: Fault = { api: 'ecs:DescribeServiceRevisions', count: 1, do: 'denied' };
    const { of, coverage } = await oneFault(declared, fault);
    expect([5, 20]).toContain(of('ecs-service-revision').length);
    expect(coverage('ecs:DescribeServiceRevisions')).toMatchObject({ status: 'denied', complete: false });
  });
});

describe('the speed of Parameter Store', () => {
  const secrets = (valueFrom: string) => [{ name: 'KEY', valueFrom }];
  const withSecret = (valueFrom: string): Declared => ({
    ecs: {
      services: [{ serviceName: 'web', taskDefinition: 'web:1' }],
      taskDefinitions: [
        { family: 'web', revision: 1, containerDefinitions: [{ name: 'web', secrets: secrets(valueFrom) }] },
      ],
    },
    ssm: { settings: [{ SettingId: '/ssm/parameter-store/high-throughput-enabled', SettingValue: 'true' }] },
  });

  it('is asked where a service reads secrets from it', async () => {
    const { of, snapshot } = await collect(withSecret('/shop/key'));
    expect(of('ssm-parameter-store')).toMatchObject([{ key: 'settings', attributes: { highThroughput: true } }]);
    expect(of('ecs-service')[0]?.attributes.parameterStoreSecrets).toBe(1);
    expect(JSON.stringify(snapshot)).not.toContain('/shop/key');
  });

  it('is not asked where secrets are elsewhere', async () => {
    const { calls, coverage } = await collect(withSecret('arn:aws:secretsmanager:eu-central-1:111122223333:secret:k'));
    expect(calls('GetServiceSetting')).toBe(0);
    expect(coverage('ssm:GetServiceSetting')).toMatchObject({ status: 'ok', complete: true });
  });

  it('is not known where task definitions are not', async () => {
    const { coverage } = await oneFault(withSecret('/shop/key'), { api: 'ecs:DescribeTaskDefinition', do: 'denied' });
    expect(coverage('ssm:GetServiceSetting')).toMatchObject({ status: 'denied', complete: false, calls: 0 });
  });

  it('that makes no sense is on record', async () => {
    const fault: Fault = { api: 'ssm:GetServiceSetting', do: 'missing-fields', members: ['SettingValue'] };
    const { of, coverage } = await oneFault(withSecret('/shop/key'), fault);
    expect(of('ssm-parameter-store')).toEqual([]);
    expect(coverage('ssm:GetServiceSetting')).toMatchObject({ status: 'malformed', complete: false });
  });
});
