/** Types of elements that are no resource of their own: what they declare is a part of another's. */
export const partTypes: ReadonlySet<string> = new Set([
  'AWS::ECS::TaskDefinition',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Version',
  'AWS::RDS::DBParameterGroup',
  'AWS::RDS::DBProxyTarget',
  'AWS::RDS::DBProxyTargetGroup',
  'AWS::RDS::DBSubnetGroup',
]);
