import { ecsCluster } from '../../../resources/ecs-cluster.ts';
import { describeCluster } from '../../aws/describe/ecs.ts';
import { declare } from '../declaration.ts';
import { describedBy } from '../described.ts';
import { lowerFirst } from '../lower-first.ts';

type Cluster = Parameters<typeof describeCluster>[0];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-cluster.html */
export const ecsClusterDeclaration = declare({
  kind: ecsCluster,
  type: 'AWS::ECS::Cluster',
  tags: 'Tags',
  attributes: describedBy<Cluster>(Object.keys(ecsCluster.attributes.shape), {
    answer: ({ bag }) => ({ clusterName: bag.ClusterName, settings: lowerFirst(bag.ClusterSettings) }),
    describe: describeCluster,
    names: ['clusterName'],
  }) as never,
});
