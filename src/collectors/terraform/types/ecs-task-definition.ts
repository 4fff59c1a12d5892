import type { Declared } from '../../declared/value.ts';
import { unresolved } from '../../declared/value.ts';
import { block, mapped, terraformType } from '../translation.ts';

/** Containers are written as JSON, in the names of the API. */
function parsed(text: Declared): Declared | undefined {
  try {
    return JSON.parse(String(text)) as Declared;
  } catch {
    return unresolved([], null);
  }
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition */
export const ecsTaskDefinition = terraformType(
  'aws_ecs_task_definition',
  'AWS::ECS::TaskDefinition',
  {
    Family: 'family',
    Cpu: 'cpu',
    Memory: 'memory',
    ContainerDefinitions: mapped('container_definitions', parsed),
    RuntimePlatform: block('runtime_platform', {
      OperatingSystemFamily: 'operating_system_family',
      CpuArchitecture: 'cpu_architecture',
    }),
  },
  { name: 'family' },
);
