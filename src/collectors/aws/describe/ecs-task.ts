import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';

/** What a service's capacity depends on in its task definition. */
export interface TaskParts {
  /** CPU units as AWS writes them; undefined when set per container only. */
  cpu: string | undefined;
  /** Longest start period of the containers; null without any, undefined where AWS tells of no containers. */
  startPeriodSeconds: number | null | undefined;
  /** Values that a task reads from Parameter Store of its own region; undefined likewise. */
  parameterStoreSecrets: number | undefined;
}

/** A service with task sets has no task definition of its own. */
export const noTask: TaskParts = { cpu: undefined, startPeriodSeconds: null, parameterStoreSecrets: 0 };

/** The parts of a task definition that are kept, names and values of secrets left behind; undefined when it makes no sense. */
export function taskPartsOf(definition: TaskDefinition | undefined, region: string): TaskParts | undefined {
  if (!definition) return undefined;
  const { cpu, containerDefinitions: containers } = definition;
  if (!containers) return { cpu, startPeriodSeconds: undefined, parameterStoreSecrets: undefined };
  const sources = containers.flatMap(secretSources);
  if (sources.includes(undefined)) return undefined;
  const periods = containers.flatMap(({ healthCheck }) => healthCheck?.startPeriod ?? []);
  return {
    cpu,
    startPeriodSeconds: periods.length > 0 ? Math.max(...periods) : null,
    parameterStoreSecrets: sources.filter((source) => isParameter(source ?? '', region)).length,
  };
}

function secretSources(container: ContainerDefinition): (string | undefined)[] {
  const secrets = [...(container.secrets ?? []), ...(container.logConfiguration?.secretOptions ?? [])];
  return secrets.map(({ valueFrom }) => valueFrom);
}

/**
 * A bare name is a parameter of the task's region, and so is an ARN of one; other secrets are in Secrets Manager.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
 */
function isParameter(source: string, region: string): boolean {
  if (!source.startsWith('arn:')) return true;
  const [, , service, where] = source.split(':');
  return service === 'ssm' && where === region;
}
