import type { Unknown } from '../../model/report.ts';
import type { Resource } from '../../model/snapshot.ts';
import { candidatesOf } from '../candidates.ts';
import type { Candidate } from '../subject.ts';
import { memberOf, type Place, type World } from '../world.ts';
import { eventDimension } from './baseline.ts';
import { dynamodbCapacity } from './dynamodb-capacity.ts';
import { slicesOf, targetOf } from './dynamodb-slice.ts';
import { findTarget, identityOf, scalingGaps, type TargetIdentity } from './joins.ts';
import { scalingHasEffect } from './scaling.ts';

export type LeverType =
  | 'target'
  | 'service'
  | 'table-units'
  | 'on-demand'
  | 'collection-group'
  | 'collections'
  | 'serverless-cache'
  | 'function';

/** One capacity that an event may need more of, and by which it is raised. */
export interface Lever extends Place {
  type: LeverType;
  /** Kind and natural key of the resource, with the side where it has several: stable over time. */
  key: string;
  /** As sentences call it: service/shop/web, read capacity of table sessions. */
  name: string;
  /** Unit of its numbers in the plural: tasks, read units, OCU, …. */
  unit: string;
  /** The side that targets of events and baselines name; null where it has one capacity only. */
  dimension: string | null;
  resource: Resource;
  /** Where Application Auto Scaling scales it, or would; null where it cannot. */
  target: TargetIdentity | null;
  /** What it belongs to, for workloads and events. */
  candidates: Candidate[];
  /** Why it may be no lever, or one of another type; empty when it is certain. */
  doubts: Unknown[];
}

/** What a capacity is called in sentences. */
export const capacityName = ({ name, dimension }: Pick<Lever, 'name' | 'dimension'>) =>
  dimension === null || name.includes(dimension) ? name : `${name} (${dimension})`;

/** Kinds whose listing must be complete for all levers to be known. */
export const leverKinds = [
  'scalable-target',
  'dynamodb-table',
  'ecs-service',
  'elasticache-serverless-cache',
  'lambda-function',
  'opensearch-account',
  'opensearch-collection-group',
];

type Draft = Omit<Lever, 'account' | 'region' | 'key' | 'candidates' | 'doubts'> & {
  candidates?: Candidate[];
  doubts?: Unknown[];
  side?: string;
};

/** Every lever of the snapshot, in its order. Found once: events ask for them again and again. */
export function leversOf(world: World): Lever[] {
  return world.once({ account: '*', region: '*' }, 'event levers', () =>
    leverKinds.flatMap((kind) =>
      world.all(kind).flatMap((resource) =>
        (finders[kind]?.(resource, world) ?? []).map(({ side, ...draft }) => ({
          candidates: candidatesOf(resource, world),
          doubts: [],
          ...draft,
          account: resource.account,
          region: resource.region,
          key: `${resource.kind}/${resource.key ?? resource.id}${side === undefined ? '' : `/${side}`}`,
        })),
      ),
    ),
  );
}

const finders: Record<string, (resource: Resource, world: World) => Draft[]> = {
  'scalable-target': ofTarget,
  'dynamodb-table': ofTable,
  'ecs-service': ofService,
  'elasticache-serverless-cache': (cache) => [
    ofSide(cache, 'serverless-cache', 'ecpu', `serverless cache ${cache.key}`, 'ECPU a second'),
    ofSide(cache, 'serverless-cache', 'storage', `storage of serverless cache ${cache.key}`, 'GB'),
  ],
  'lambda-function': (one) =>
    one.attributes.managedInstances === true
      ? []
      : [
          {
            ...plain(one, 'function'),
            name: `function ${one.key}`,
            unit: 'executions',
            dimension: null,
            doubts: untold(one, 'managedInstances'),
          },
        ],
  'opensearch-account': (settings) => [
    ofSide(settings, 'collections', 'search', 'search of collections in no group', 'OCU'),
    ofSide(settings, 'collections', 'indexing', 'indexing of collections in no group', 'OCU'),
  ],
  'opensearch-collection-group': (group) => [
    ofSide(group, 'collection-group', 'search', `search of collection group ${group.key}`, 'OCU'),
    ofSide(group, 'collection-group', 'indexing', `indexing of collection group ${group.key}`, 'OCU'),
  ],
};

/** Members that decide whether something is a lever, and were not read. */
const untold = (resource: Resource, ...members: string[]): Unknown[] =>
  members.map((member) => memberOf(resource, member)).flatMap((fact) => (fact.known ? [] : fact.because));

const plain = (resource: Resource, type: LeverType) => ({
  type,
  resource,
  target: null,
});

const ofSide = (resource: Resource, type: LeverType, side: string, name: string, unit: string): Draft => ({
  ...plain(resource, type),
  name,
  unit,
  dimension: side,
  side,
});

/** What people call a target, and the unit and side of it. */
function namesOf({ resourceId, scalableDimension }: TargetIdentity): { unit: string; dimension: string | null } {
  const [serviceNamespace = '', , property = ''] = scalableDimension.split(':');
  const units: Record<string, string> = {
    ReadCapacityUnits: 'read units',
    WriteCapacityUnits: 'write units',
    DesiredCount: 'tasks',
    NodeGroups: 'shards',
    Replicas: 'replicas',
    Nodes: 'nodes',
    ProvisionedConcurrency: 'executions',
    ReadReplicaCount: 'read replicas',
  };
  const dimension = eventDimension({ serviceNamespace, resourceId, scalableDimension });
  return { unit: units[property] ?? 'units', dimension };
}

/** Targets that do nothing are none: those of a table on demand, of a service being drained, of what is gone. */
function ofTarget(resource: Resource, world: World): Draft[] {
  const target = identityOf(resource);
  const effect = scalingHasEffect(world, resource, target);
  if (effect.known && effect.value === false) return [];
  return [
    {
      type: 'target',
      name: target.resourceId,
      ...namesOf(target),
      resource,
      target,
      doubts: effect.known ? [] : effect.because,
    },
  ];
}

/** A service that nothing scales. */
function ofService(service: Resource, world: World): Draft[] {
  const target = {
    serviceNamespace: 'ecs',
    resourceId: `service/${service.key}`,
    scalableDimension: 'ecs:service:DesiredCount',
  };
  const { status = 'ACTIVE', schedulingStrategy, deploymentController } = service.attributes;
  const isScalable = status === 'ACTIVE' && schedulingStrategy !== 'DAEMON' && deploymentController !== 'EXTERNAL';
  if (!isScalable || findTarget(world, service, target)) return [];
  const doubts = [
    ...untold(service, 'status', 'schedulingStrategy', 'deploymentController'),
    ...scalingGaps(world, service, 'scalable-target', target),
  ];
  return [{ ...plain(service, 'service'), name: target.resourceId, unit: 'tasks', dimension: null, target, doubts }];
}

/** Sides of a table on demand, and those of a provisioned one that no target scales. */
function ofTable(table: Resource, world: World): Draft[] {
  const isOnDemand = table.attributes.billingMode === 'PAY_PER_REQUEST';
  const mode = untold(table, 'billingMode');
  return slicesOf(table).flatMap((slice) => {
    const target = targetOf(slice);
    if (!isOnDemand && mode.length === 0 && findTarget(world, table, target)) return [];
    const dimension = slice.key.slice(`${table.key}/`.length);
    return [
      {
        type: isOnDemand ? 'on-demand' : 'table-units',
        name: target.resourceId,
        unit: `${slice.parts?.side} units`,
        dimension,
        side: dimension,
        resource: table,
        target,
        candidates: dynamodbCapacity.candidates(slice, world),
        doubts: isOnDemand ? [] : [...mode, ...scalingGaps(world, table, 'scalable-target', target)],
      },
    ];
  });
}
