import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';

/** What a service's capacity depends on in its task definition. */
export interface TaskParts {
  /** CPU units as AWS writes them; undefined when set per container only. */
  cpu: string | undefined;
  /** Memory in MiB as AWS writes it; undefined when set per container only. */
  memory?: string | undefined;
  /** Operating system and processor, such as LINUX/X86_64; undefined without a task definition. */
  platform?: string | undefined;
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
  const { cpu, memory, containerDefinitions: containers } = definition;
  const size = { cpu, memory, platform: platformOf(definition) };
  if (!containers) return { ...size, startPeriodSeconds: undefined, parameterStoreSecrets: undefined };
  const sources = containers.flatMap(secretSources);
  if (sources.includes(undefined)) return undefined;
  const periods = containers.flatMap(({ healthCheck }) => healthCheck?.startPeriod ?? []);
  return {
    ...size,
    startPeriodSeconds: periods.length > 0 ? Math.max(...periods) : null,
    parameterStoreSecrets: sources.filter((source) => isParameter(source ?? '', region)).length,
  };
}

/** What a task definition does not say is Linux on x86. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html */
function platformOf({ runtimePlatform }: TaskDefinition): string {
  return `${runtimePlatform?.operatingSystemFamily ?? 'LINUX'}/${runtimePlatform?.cpuArchitecture ?? 'X86_64'}`;
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
