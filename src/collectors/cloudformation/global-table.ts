import { type Declared, isObject, leftToAws } from '../declared/value.ts';
import type { Template, TemplateResource } from './template.ts';

const globalTable = 'AWS::DynamoDB::GlobalTable';

type Members = { [name: string]: Declared | undefined };
type Side = 'Read' | 'Write';
type Made = [id: string, resource: TemplateResource];

/**
 * Global tables, which CDK's TableV2 becomes, as what AWS makes of them in one region: a table, and the targets and policies that
 * scale it. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 * @param region where the stack will be; null where that is not known
 */
export function withoutGlobalTables(template: Template, region: string | null): Template {
  const entries = Object.entries(template.resources).flatMap(([id, resource]): Made[] => {
    if (resource.type !== globalTable) return [[id, resource]];
    const replica = replicaIn(resource, region);
    return replica ? regionalTable(id, resource, replica) : [];
  });
  return { ...template, resources: Object.fromEntries(entries) };
}

/** What is not judged of global tables: replicas elsewhere. */
export function globalTableProblems({ resources }: Template, region: string | null): string[] {
  return Object.entries(resources).flatMap(([id, resource]) => {
    if (resource.type !== globalTable) return [];
    const here = replicaIn(resource, region);
    const others = replicasOf(resource).filter((one) => one !== here);
    if (others.length === 0) return [];
    const names = others
      .map(({ Region }) => (typeof Region === 'string' ? Region : 'a region that is not known'))
      .sort();
    return [
      `${id}: its ${names.length === 1 ? 'replica' : 'replicas'} in ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not looked at`,
    ];
  });
}

const replicasOf = ({ properties }: TemplateResource): Members[] => objectsIn(properties.Replicas);

/** The replica of the stack's region; the only one, where its region is an expression. */
function replicaIn(resource: TemplateResource, region: string | null): Members | undefined {
  const all = replicasOf(resource);
  const isHere = ({ Region }: Members) =>
    Region === region || (isObject(Region) && Region.Ref === 'AWS::Region') || (all.length === 1 && isObject(Region));
  return all.find(isHere) ?? (region === null ? all[0] : undefined);
}

function regionalTable(id: string, { properties, condition }: TemplateResource, replica: Members): Made[] {
  const ownOf = new Map(
    objectsIn(replica.GlobalSecondaryIndexes).map((index) => [JSON.stringify(index.IndexName), index]),
  );
  const indexes = objectsIn(properties.GlobalSecondaryIndexes).map((index) => ({
    shared: index,
    own: ownOf.get(JSON.stringify(index.IndexName)) ?? {},
  }));
  const { TableName, KeySchema, AttributeDefinitions, BillingMode = 'PROVISIONED', StreamSpecification } = properties;
  const { TableClass, ContributorInsightsSpecification, DeletionProtectionEnabled, Tags } = replica;
  const isProvisioned = BillingMode !== 'PAY_PER_REQUEST';
  const others = objectsIn(properties.Replicas)
    .filter((one) => one !== replica)
    .map(({ Region }) => set({ RegionName: Region }));
  const table = set({
    ...{ TableName, KeySchema, AttributeDefinitions, BillingMode, StreamSpecification },
    ...{ TableClass, ContributorInsightsSpecification, DeletionProtectionEnabled, Tags },
    ...capacityOf(properties, replica, isProvisioned),
    Replicas: others.length === 0 ? undefined : others,
    GlobalSecondaryIndexes:
      indexes.length === 0
        ? undefined
        : indexes.map(({ shared, own }) => {
            const { IndexName, KeySchema: keys, Projection } = shared;
            return set({ IndexName, KeySchema: keys, Projection, ...capacityOf(shared, own, isProvisioned) });
          }),
  });
  const made: Made[] = [[id, { type: 'AWS::DynamoDB::Table', properties: table, condition }]];
  if (!isProvisioned) return made;
  const scaled: [name: string, suffix: Declared[], of: string, shared: Members, own: Members][] = [
    [id, [], 'table', properties, replica],
    ...indexes.map(({ shared, own }, number): (typeof scaled)[number] => [
      `${id}Index${number}`,
      ['/index/', shared.IndexName ?? ''],
      'index',
      shared,
      own,
    ]),
  ];
  for (const [name, suffix, of, shared, own] of scaled) {
    const target = { ResourceId: { 'Fn::Join': ['', ['table/', { Ref: id }, ...suffix]] }, of };
    made.push(...scalingOf(`${name}Write`, 'Write', target, settingsOf(shared, 'Write'), condition));
    made.push(...scalingOf(`${name}Read`, 'Read', target, settingsOf(own, 'Read'), condition));
  }
  return made;
}

const settingsOf = (members: Members, side: Side): Members => objectIn(members[`${side}ProvisionedThroughputSettings`]);

/** Units, caps and warm throughput: writes are the same in all regions, reads are each replica's own. */
function capacityOf(shared: Members, own: Members, isProvisioned: boolean): Members {
  const unitsOf = (settings: Members, side: Side): Declared =>
    // What is scaled begins where AWS likes, within the bounds of its target.
    settings[`${side}CapacityUnits`] ?? leftToAws();
  const caps = set({
    MaxReadRequestUnits: objectIn(own.ReadOnDemandThroughputSettings).MaxReadRequestUnits,
    MaxWriteRequestUnits: objectIn(shared.WriteOnDemandThroughputSettings).MaxWriteRequestUnits,
  });
  return {
    ProvisionedThroughput: isProvisioned
      ? {
          ReadCapacityUnits: unitsOf(settingsOf(own, 'Read'), 'Read'),
          WriteCapacityUnits: unitsOf(settingsOf(shared, 'Write'), 'Write'),
        }
      : undefined,
    OnDemandThroughput: isProvisioned || Object.keys(caps).length === 0 ? undefined : caps,
    WarmThroughput: shared.WarmThroughput,
  };
}

interface ScaledThing {
  ResourceId: Declared;
  /** table or index, as dimensions have it. */
  of: string;
}

function scalingOf(
  id: string,
  side: Side,
  { ResourceId, of }: ScaledThing,
  settings: Members,
  condition: string | null,
): Made[] {
  const scaling = settings[`${side}CapacityAutoScalingSettings`];
  if (!isObject(scaling)) return [];
  const target = { ServiceNamespace: 'dynamodb', ResourceId, ScalableDimension: `dynamodb:${of}:${side}CapacityUnits` };
  const { MinCapacity, MaxCapacity, TargetTrackingScalingPolicyConfiguration } = scaling;
  const made: Made[] = [
    [
      `${id}ScalingTarget`,
      {
        type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        properties: set({ ...target, MinCapacity, MaxCapacity }),
        condition,
      },
    ],
  ];
  if (!isObject(TargetTrackingScalingPolicyConfiguration)) return made;
  const PredefinedMetricSpecification = { PredefinedMetricType: `DynamoDB${side}CapacityUtilization` };
  const properties = set({
    ...target,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      ...TargetTrackingScalingPolicyConfiguration,
      PredefinedMetricSpecification,
    },
  });
  made.push([`${id}ScalingPolicy`, { type: 'AWS::ApplicationAutoScaling::ScalingPolicy', properties, condition }]);
  return made;
}

const objectIn = (value: Declared | undefined): Members => (isObject(value) ? value : {});
const objectsIn = (value: Declared | undefined): Members[] => (Array.isArray(value) ? value.filter(isObject) : []);
const set = (members: Members): Record<string, Declared> =>
  Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Declared] => entry[1] !== undefined));
