import type { EcsService } from './ecs-items.ts';
import { arnOf, createdLongAgo, type Place } from './identity.ts';
import { count, type Item, indexBy, text, withDefaults, without } from './item.ts';

/** Task definitions by ARN, and the newest revision of each family. */
export type TaskDefinitions = { byArn: Map<string, Item>; newest: Map<string, string> };

/** Indexes declared task definitions and those that services name without declaring them. */
export function indexTaskDefinitions(
  declared: readonly Item[],
  services: readonly EcsService[],
  place: Place,
): TaskDefinitions {
  const byArn = indexBy(declared, (item) => taskDefinitionArn(item, place));
  for (const { taskDefinitionArn: arn } of services) {
    if (!byArn.has(arn)) byArn.set(arn, impliedBy(arn));
  }
  const newest = new Map<string, string>();
  for (const arn of byArn.keys()) {
    const [family = '', revision] = familyAndRevision(arn);
    const known = newest.get(family);
    if (!known || Number(revision) > Number(familyAndRevision(known)[1])) newest.set(family, arn);
  }
  return { byArn, newest };
}

/** Finds a task definition by family, family:revision or ARN. */
export function findTaskDefinition(
  found: TaskDefinitions,
  asked: string,
  place: Place,
): { arn: string; item: Item } | undefined {
  const name = asked.startsWith('arn:') ? (asked.split('/').at(-1) ?? '') : asked;
  const arn = name.includes(':') ? arnOf('ecs', place, `task-definition/${name}`) : found.newest.get(name);
  const item = arn === undefined ? undefined : found.byArn.get(arn);
  return arn !== undefined && item ? { arn, item } : undefined;
}

/** The task definition as DescribeTaskDefinition returns it. */
export function completeTaskDefinition(arn: string, item: Item): Record<string, unknown> {
  const [family = '', revision] = familyAndRevision(arn);
  return withDefaults(without(item, 'tags'), {
    taskDefinitionArn: arn,
    family,
    revision: Number(revision),
    containerDefinitions: [
      { name: family, image: `${family}:latest`, cpu: 0, essential: true, portMappings: [], environment: [] },
    ],
    volumes: [],
    placementConstraints: [],
    status: 'ACTIVE',
    networkMode: 'awsvpc',
    compatibilities: ['EC2', 'FARGATE'],
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    registeredAt: createdLongAgo,
  });
}

function impliedBy(arn: string): Item {
  const [family, revision] = familyAndRevision(arn);
  return { family, revision: Number(revision) };
}

function taskDefinitionArn(item: Item, place: Place): string {
  return (
    text(item, 'taskDefinitionArn') ||
    arnOf('ecs', place, `task-definition/${text(item, 'family')}:${count(item, 'revision', 1)}`)
  );
}

const familyAndRevision = (arn: string): string[] => (arn.split('/').at(-1) ?? '').split(':');
