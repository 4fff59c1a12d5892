import { paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { DescribeSubnetsCommand, paginateDescribeSubnets } from '@aws-sdk/client-ec2';
import { DescribeCapacityProvidersCommand } from '@aws-sdk/client-ecs';
import {
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetServiceSettingCommand } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:111122223333:${rest}`;

describe('EC2 subnets', () => {
  const subnets = names('subnet', 12).map((SubnetId, n) => ({
    SubnetId,
    AvailableIpAddressCount: n,
    VpcId: `vpc-${n % 2}`,
  }));

  test('are told by its own protocol: a flat request, an answer without a wrapper', async () => {
    const { ec2, sandbox } = await serve({ ec2: { subnets } });
    const filters = [
      { Name: 'subnet-id', Values: ['subnet-0003', 'subnet-0004', 'subnet-gone'] },
      { Name: 'vpc-id', Values: ['vpc-1'] },
    ];
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ Filters: filters }));
    expect(sandbox.calls[0]?.input).toEqual({ Filters: filters });
    expect(Subnets).toMatchObject([
      {
        SubnetId: 'subnet-0003',
        SubnetArn: arn('ec2', 'subnet/subnet-0003'),
        AvailableIpAddressCount: 3,
        Ipv6Native: false,
        Tags: [],
      },
    ]);
  });

  test('come in pages of at least 5, and an id that does not exist fails the call', async () => {
    const { ec2 } = await serve({ ec2: { subnets } });
    const { sizes, items } = await pagesOf(
      paginateDescribeSubnets({ client: ec2, pageSize: 5 }, {}),
      (page) => page.Subnets,
    );
    expect(sizes).toEqual([5, 5, 2]);
    expect(new Set(items.map(({ SubnetId }) => SubnetId)).size).toBe(12);
    const send = (input: object) => ec2.send(new DescribeSubnetsCommand(input));
    await expect(send({ SubnetIds: ['subnet-gone'] })).rejects.toMatchObject({ name: 'InvalidSubnetID.NotFound' });
    await expect(send({ MaxResults: 4 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    const many = { Name: 'subnet-id', Values: names('subnet', 201) };
    await expect(send({ Filters: [many] })).rejects.toMatchObject({ name: 'FilterLimitExceeded' });
  });

  test('are refused and throttled under the names that EC2 has for it', async () => {
    const { ec2, sandbox } = await serve({}, { faults: [{ api: 'ec2:DescribeSubnets', count: 1, do: 'denied' }] });
    const denied = { name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } };
    await expect(ec2.send(new DescribeSubnetsCommand({}))).rejects.toMatchObject(denied);
    sandbox.faults.push({ api: 'ec2:DescribeSubnets', do: 'throttled' });
    await expect(ec2.send(new DescribeSubnetsCommand({}))).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
  });
});

describe('Auto Scaling groups', () => {
  const groups = names('group', 120).map((AutoScalingGroupName) => ({
    AutoScalingGroupName,
    DesiredCapacity: 3,
    Instances: [
      {
        InstanceId: 'i-1',
        AvailabilityZone: 'a',
        LifecycleState: 'InService',
        HealthStatus: 'Healthy',
        ProtectedFromScaleIn: false,
      },
    ],
    SuspendedProcesses: [{ ProcessName: 'Launch', SuspensionReason: 'User suspended at 2026-01-01' }],
  }));

  test('come 50 a page, 100 at most, without instances when asked so, and without what does not exist', async () => {
    const { groups: client } = await serve({ 'auto-scaling': { groups } });
    const read = (pageSize?: number, input: object = {}) =>
      pagesOf(paginateDescribeAutoScalingGroups({ client, pageSize }, input), (page) => page.AutoScalingGroups);
    expect((await read()).sizes).toEqual([50, 50, 20]);
    expect((await read(100)).sizes).toEqual([100, 20]);
    const { items } = await read(100, { AutoScalingGroupNames: ['group-0007', 'gone'], IncludeInstances: false });
    expect(items).toMatchObject([{ AutoScalingGroupName: 'group-0007', MaxSize: 3, DesiredCapacity: 3 }]);
    expect(items[0]?.SuspendedProcesses?.[0]?.ProcessName).toBe('Launch');
    expect(items[0]?.Instances ?? []).toEqual([]);
    await expect(read(undefined, { AutoScalingGroupNames: names('group', 51) })).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
});

describe('target groups', () => {
  test('come 400 a page; one ARN that does not exist fails the call; attributes are told one by one', async () => {
    const targetGroups = names('group', 401).map((TargetGroupName) => ({
      TargetGroupName,
      attributes: { 'slow_start.duration_seconds': 90 },
    }));
    const { elbv2 } = await serve({ 'elastic-load-balancing-v2': { targetGroups } });
    const { sizes, items } = await pagesOf(
      paginateDescribeTargetGroups({ client: elbv2 }, {}),
      (page) => page.TargetGroups,
    );
    expect(sizes).toEqual([400, 1]);
    expect(items[0]).toMatchObject({ HealthCheckIntervalSeconds: 30, HealthyThresholdCount: 5 });
    const TargetGroupArn = items[0]?.TargetGroupArn ?? '';
    expect(TargetGroupArn).toMatch(/:targetgroup\/group-0000\/[0-9a-f]{16}$/);
    const { Attributes } = await elbv2.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
    expect(Attributes).toContainEqual({ Key: 'slow_start.duration_seconds', Value: '90' });
    const gone = new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn, 'gone'] });
    await expect(elbv2.send(gone)).rejects.toMatchObject({ name: 'TargetGroupNotFoundException' });
  });
});

describe('capacity providers', () => {
  test('are found by name or ARN, ten a page, with those that every account has', async () => {
    const capacityProviders = names('nodes', 12).map((name) => ({ name }));
    const { ecs } = await serve({ ecs: { capacityProviders } });
    const asked = [...capacityProviders.map(({ name }) => name), 'FARGATE', 'gone'];
    const first = await ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders: asked }));
    const { nextToken } = first;
    const second = await ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders: asked, nextToken }));
    expect([first.capacityProviders?.length, second.capacityProviders?.length]).toEqual([10, 3]);
    expect(first.failures).toEqual([{ arn: arn('ecs', 'capacity-provider/gone'), reason: 'MISSING' }]);
    expect(first.capacityProviders?.[0]?.autoScalingGroupProvider).toMatchObject({
      autoScalingGroupArn: arn('autoscaling', 'autoScalingGroup:8ad3a4c1:autoScalingGroupName/nodes-0000'),
      managedScaling: { status: 'ENABLED', targetCapacity: 100 },
    });
    expect(second.capacityProviders?.[2]).toMatchObject({ name: 'FARGATE', type: 'FARGATE' });
    expect(second.capacityProviders?.[2]).not.toHaveProperty('autoScalingGroupProvider');
  });
});

describe('service settings of Systems Manager', () => {
  const SettingId = '/ssm/parameter-store/high-throughput-enabled';

  test('have their default until somebody changes them', async () => {
    const plain = await serve({});
    const changed = await serve({ ssm: { settings: [{ SettingId, SettingValue: 'true' }] } });
    const read = async ({ ssm }: typeof plain, id = SettingId) =>
      (await ssm.send(new GetServiceSettingCommand({ SettingId: id }))).ServiceSetting;
    expect(await read(plain)).toMatchObject({ SettingValue: 'false', Status: 'Default' });
    expect(await read(changed)).toMatchObject({ SettingValue: 'true', Status: 'Customized' });
    await expect(read(plain, '/ssm/nothing')).rejects.toMatchObject({ name: 'ServiceSettingNotFound' });
  });
});
