/** Property that holds the physical name of the types that others refer to. What has no such property is named by AWS. */
export const nameProperties: Readonly<Record<string, string>> = {
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'PolicyName',
  'AWS::AutoScaling::AutoScalingGroup': 'AutoScalingGroupName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::ECS::CapacityProvider': 'Name',
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::ECS::Service': 'ServiceName',
  'AWS::ECS::TaskDefinition': 'Family',
  'AWS::ElastiCache::CacheCluster': 'ClusterName',
  'AWS::ElastiCache::ParameterGroup': 'CacheParameterGroupName',
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
  'AWS::ElastiCache::ServerlessCache': 'ServerlessCacheName',
  'AWS::Events::Rule': 'Name',
  'AWS::Lambda::Alias': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::OpenSearchServerless::Collection': 'Name',
  'AWS::OpenSearchServerless::CollectionGroup': 'Name',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBProxy': 'DBProxyName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::Scheduler::Schedule': 'Name',
};

type Part = { name: true } | { property: string } | string;

/** What comes after the account in the ARN of a type: texts, the physical name, and other properties of the element. */
export const arnForms: Readonly<Record<string, { service: string; parts: readonly Part[] }>> = {
  'AWS::DynamoDB::Table': { service: 'dynamodb', parts: ['table/', { name: true }] },
  'AWS::ECS::Cluster': { service: 'ecs', parts: ['cluster/', { name: true }] },
  'AWS::ECS::TaskDefinition': { service: 'ecs', parts: ['task-definition/', { name: true }] },
  'AWS::Lambda::Alias': { service: 'lambda', parts: ['function:', { property: 'FunctionName' }, ':', { name: true }] },
  'AWS::Lambda::Function': { service: 'lambda', parts: ['function:', { name: true }] },
  'AWS::SNS::Topic': { service: 'sns', parts: [{ name: true }] },
};

/** Types of which Ref gives the ARN; of others it gives the name. */
export const refIsArn: readonly string[] = ['AWS::ECS::TaskDefinition', 'AWS::Lambda::Alias', 'AWS::SNS::Topic'];

/** Types of which Ref gives something that no property tells. */
export const refIsOpaque: readonly string[] = [
  'AWS::ECS::Service',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::OpenSearchServerless::Collection',
];

/** Attributes of Fn::GetAtt that give the physical name. */
export const nameAttributes: readonly string[] = ['Name', 'TableName', 'TopicName', 'ServiceName'];
