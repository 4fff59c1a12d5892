import {
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  PutScheduledActionCommand,
  type PutScheduledActionCommandInput,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { DeleteAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CreateClusterCommand, CreateServiceCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import type { Writers } from './clients.ts';

type Identity = Pick<RegisterScalableTargetCommandInput, 'ServiceNamespace' | 'ResourceId' | 'ScalableDimension'>;
type Tracking = NonNullable<PutScalingPolicyCommandInput['TargetTrackingScalingPolicyConfiguration']>;
type Suspended = RegisterScalableTargetCommandInput['SuspendedState'];
type Action = Pick<PutScheduledActionCommandInput, 'Schedule' | 'Timezone'> & { min?: number; max?: number };

/** How a service or a side of a table scales. */
export interface Scaling {
  min: number;
  max: number;
  suspended?: Suspended;
  /** Target tracking on CPU or on the utilisation of the table; null: a target without a policy. */
  tracking: Partial<Tracking> | null;
  /** Somebody deleted the alarms of the policy. */
  muted?: boolean;
  actions?: Record<string, Action>;
}

interface Service {
  desired: number;
  tags?: Record<string, string>;
  scaling?: Scaling;
}

/** A year that never comes while this runs, for what lies ahead. */
const ahead = new Date().getUTCFullYear() + 1;

/** A policy that somebody thought about. */
const quick = { TargetValue: 60, ScaleOutCooldown: 30, ScaleInCooldown: 300 };
const right: Scaling = { min: 2, max: 40, tracking: quick };

/** Names of services in both regions; what is wrong with each in the one is right in the other. */
const wrong: Record<string, Service> = {
  'shop/web': { desired: 4, scaling: { min: 2, max: 40, tracking: { TargetValue: 60 } } },
  'shop/cart': { desired: 6 },
  'shop/checkout': {
    desired: 4,
    scaling: { ...right, suspended: { DynamicScalingOutSuspended: true } },
  },
  'shop/search': { desired: 4, scaling: { min: 2, max: 40, tracking: null } },
  'shop/orders': {
    desired: 4,
    scaling: { ...right, actions: { floor: { Schedule: 'rate(1 hour)', min: 20 } } },
  },
  'shop/feed': {
    desired: 4,
    scaling: {
      ...right,
      max: 20,
      actions: { evening: { Schedule: `at(${ahead}-03-22T10:00:00)`, Timezone: 'Asia/Tokyo', min: 30 } },
    },
  },
  'shop/stream': { desired: 4, scaling: { ...right, tracking: { ...quick, DisableScaleIn: true } } },
  'shop/pinned': { desired: 5, scaling: { ...right, min: 5, max: 5 } },
  'shop/hot': { desired: 4, scaling: { ...right, tracking: { ...quick, TargetValue: 90 } } },
  'shop/mute': { desired: 4, scaling: { ...right, muted: true } },
  'shop/raised': { desired: 50, scaling: { ...right, min: 50, max: 200 } },
  'shop/peak': { desired: 4, scaling: { ...right, max: 10 } },
  'shop/near': { desired: 19, scaling: { ...right, max: 20 } },
  'shop/promo': { desired: 4, tags: { event: 'manga-release-20250322' }, scaling: right },
};

const good: Record<string, Service> = {
  'shop/web': { desired: 4, scaling: right },
  'shop/cart': { desired: 6, scaling: right },
  'shop/checkout': {
    desired: 4,
    scaling: {
      ...right,
      suspended: {
        DynamicScalingInSuspended: false,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
    },
  },
  'shop/search': { desired: 4, scaling: right },
  'shop/orders': {
    desired: 4,
    scaling: { ...right, actions: { floor: { Schedule: 'cron(0 8 * * ? *)', min: 20 } } },
  },
  'shop/feed': {
    desired: 4,
    scaling: {
      ...right,
      max: 20,
      // Spent: it fired on a day that is over and never will again.
      actions: { evening: { Schedule: 'at(2025-03-22T10:00:00)', Timezone: 'Asia/Tokyo', min: 30 } },
    },
  },
  'shop/stream': { desired: 4, scaling: { ...right, tracking: { ...quick, DisableScaleIn: false } } },
  'shop/pinned': { desired: 5, scaling: right },
  'shop/hot': { desired: 4, scaling: right },
  'shop/mute': { desired: 4, scaling: right },
  'shop/raised': { desired: 4, scaling: { ...right, max: 200 } },
  'shop/peak': { desired: 4, scaling: { ...right, max: 400 } },
  'shop/near': { desired: 4, scaling: { ...right, max: 20 } },
  'shop/promo': { desired: 4, tags: { event: `manga-release-${ahead}0322` }, scaling: right },
};

/** Enough of them that ten a call do not do. */
export const workers = Array.from({ length: 13 }, (_, index) => `jobs/worker-${String(index + 1).padStart(2, '0')}`);

/** Clusters and services: in eu-central-1 what is wrong, in us-east-1 the same names put right. */
export async function createServices(aws: Writers): Promise<void> {
  const production = aws.region === 'eu-central-1';
  const services: Record<string, Service> = {
    ...(production ? wrong : good),
    ...Object.fromEntries(workers.map((name) => [name, { desired: production ? 3 : 1 }])),
  };
  for (const clusterName of ['shop', 'jobs']) await aws.ecs.send(new CreateClusterCommand({ clusterName }));
  await aws.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'app',
      cpu: '512',
      memory: '1024',
      containerDefinitions: [{ name: 'app', image: 'app', memory: 1024 }],
    }),
  );
  const env = production ? 'prod' : 'staging';
  for (const [name, { desired, tags, scaling }] of Object.entries(services)) {
    const [cluster, serviceName] = name.split('/');
    await aws.ecs.send(
      new CreateServiceCommand({
        cluster,
        serviceName,
        taskDefinition: 'app',
        desiredCount: desired,
        tags: Object.entries({ env, app: String(cluster), ...tags }).map(([key, value]) => ({ key, value })),
      }),
    );
    if (scaling) await scale(aws, service(name), 'ECSServiceAverageCPUUtilization', scaling);
  }
}

const service = (name: string): Identity => ({
  ServiceNamespace: 'ecs',
  ResourceId: `service/${name}`,
  ScalableDimension: 'ecs:service:DesiredCount',
});

/** Registers a target, its tracking policy and its scheduled actions. */
export async function scale(
  aws: Writers,
  identity: Identity,
  metric: 'ECSServiceAverageCPUUtilization' | 'DynamoDBReadCapacityUtilization' | 'DynamoDBWriteCapacityUtilization',
  { min, max, suspended, tracking, muted, actions = {} }: Scaling,
): Promise<void> {
  await aws.scaling.send(
    new RegisterScalableTargetCommand({
      ...identity,
      MinCapacity: min,
      MaxCapacity: max,
      SuspendedState: suspended,
    }),
  );
  if (tracking) {
    const { Alarms = [] } = await aws.scaling.send(
      new PutScalingPolicyCommand({
        ...identity,
        PolicyName: 'track',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 60,
          PredefinedMetricSpecification: { PredefinedMetricType: metric },
          ...tracking,
        },
      }),
    );
    const AlarmNames = Alarms.map((alarm) => String(alarm.AlarmName));
    if (muted) await aws.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames }));
  }
  for (const [ScheduledActionName, action] of Object.entries(actions)) {
    await aws.scaling.send(
      new PutScheduledActionCommand({
        ...identity,
        ScheduledActionName,
        Schedule: action.Schedule,
        Timezone: action.Timezone,
        ScalableTargetAction: { MinCapacity: action.min, MaxCapacity: action.max },
      }),
    );
  }
}
