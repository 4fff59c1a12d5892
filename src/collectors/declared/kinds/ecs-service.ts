import { ecsService } from '../../../resources/ecs-service.ts';
import { describeService } from '../../aws/describe/ecs.ts';
import { taskPartsOf } from '../../aws/describe/ecs-task.ts';
import { declare, type Member } from '../declaration.ts';
import { describedBy } from '../described.ts';
import type { DeclaredElement, Neighbours } from '../element.ts';
import { lowerFirst } from '../lower-first.ts';
import { plainText } from '../naming.ts';
import type { Properties } from '../properties.ts';
import { steady } from '../steady.ts';
import { type Declared, type DeclaredObject, leftToAws, unresolved } from '../value.ts';

type Answer = Parameters<typeof describeService>[0] & { task?: Parameters<typeof taskPartsOf>[0] };
type Names = Record<keyof typeof ecsService.attributes.shape, Member>;

const taskType = 'AWS::ECS::TaskDefinition';

/** The task definition of a service, where this source holds it: by reference, or by its family. */
function taskOf(service: Properties, neighbours: Neighbours): DeclaredElement | undefined {
  const referenced = neighbours.referenced(service, 'TaskDefinition', taskType);
  if (referenced) return referenced;
  const family = familyIn(plainText(service, 'TaskDefinition'));
  return neighbours
    .of(taskType)
    .find((task) => family !== undefined && plainText(task.properties, 'Family') === family);
}

const familyIn = (text: string | undefined) => text?.slice(text.lastIndexOf('/') + 1).replace(/:\d+$/, '');

function answerOf(service: Properties, task: DeclaredElement | undefined): DeclaredObject {
  const bag = lowerFirst(service.bag) as DeclaredObject;
  const strategy = bag.capacityProviderStrategy;
  return {
    ...bag,
    // Tags are read for themselves.
    tags: undefined,
    clusterArn: bag.cluster ?? 'default',
    status: 'ACTIVE',
    desiredCount: bag.desiredCount ?? leftToAws(),
    // Without either ECS takes the strategy of the cluster, and EC2 where that has none.
    launchType: bag.launchType ?? (isSet(strategy) ? undefined : leftToAws()),
    taskDefinition: task?.properties.bag.Family ?? bag.taskDefinition,
    task: task ? lowerFirst(task.properties.bag) : unresolved([], null),
  };
}

const isSet = (list: Declared | undefined) => list !== undefined && !(Array.isArray(list) && list.length === 0);

const described = describedBy<Answer>(Object.keys(ecsService.attributes.shape), {
  answer: (service, _, neighbours) => answerOf(service, taskOf(service, neighbours)),
  describe: ({ task, ...service }, { region }) => {
    const parts = taskPartsOf(task, region);
    const told = parts
      ? ({ ok: true, value: parts } as const)
      : ({ ok: false, reason: 'failed', api: '', gone: false } as const);
    return describeService(service, told, '1970-01-01T00:00:00Z');
  },
  names: [
    'serviceName',
    'clusterArn',
    'taskDefinition',
    'capacityProviderStrategy.*.capacityProvider',
    'loadBalancers.*.targetGroupArn',
    'networkConfiguration.awsvpcConfiguration.subnets.*',
  ],
}) as Names;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html */
export const ecsServiceDeclaration = declare({
  kind: ecsService,
  type: 'AWS::ECS::Service',
  tags: 'Tags',
  attributes: {
    ...described,
    status: () => steady('ACTIVE'),
    // A new service runs one task where nobody says how many; one that exists keeps what it runs.
    desiredCount: (...given) => (given[0].has('DesiredCount') ? described.desiredCount(...given) : steady(1)),
  },
});
