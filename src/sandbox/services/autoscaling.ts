import { type AutoScalingGroupNamesType, DescribeAutoScalingGroups$ } from '@aws-sdk/client-auto-scaling';
import { arnOf, createdLongAgo, uuidOf } from '../derive/identity.ts';
import { count, type Item, indexBy, text, withDefaults, without } from '../derive/item.ts';
import { takePage } from '../paging.ts';
import { awsQuery } from '../protocol/query-xml.ts';
import { type Context, invalid, operation, queryCodes, type Service } from '../service.ts';

/** Auto Scaling groups of one account and region, by name. */
export type AutoScalingState = { groups: Map<string, Item> };

/** Amazon EC2 Auto Scaling. */
export const autoscaling: Service<AutoScalingState> = {
  prefix: 'autoscaling',
  signingName: 'autoscaling',
  protocol: awsQuery({ version: '2011-01-01', xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/' }),
  errors: queryCodes({ invalid: 'ValidationError', badToken: 'InvalidNextToken' }),
  index: ({ region }) => ({
    groups: indexBy<Item>(region['auto-scaling']?.groups ?? [], (item) => text(item, 'AutoScalingGroupName')),
  }),
  operations: {
    DescribeAutoScalingGroups: operation({
      schema: DescribeAutoScalingGroups$,
      token: { input: 'NextToken', output: 'NextToken' },
      handle: describeGroups,
    }),
  },
};

/** Names that do not exist are left out. */
function describeGroups(input: AutoScalingGroupNamesType, context: Context<AutoScalingState>) {
  const { groups } = context.state;
  const { NextToken, MaxRecords, ...question } = input;
  const names = input.AutoScalingGroupNames;
  const limits = { default: 50, max: 100 };
  if (names && names.length > (MaxRecords ?? limits.default)) {
    throw invalid(`The number of Auto Scaling groups must not exceed ${MaxRecords ?? limits.default}.`);
  }
  const listed = names?.length
    ? names.map((name) => groups.get(name)).filter((item) => item !== undefined)
    : [...groups.values()];
  const scope = `DescribeAutoScalingGroups ${JSON.stringify(question)}`;
  const page = takePage(listed, { token: NextToken, size: MaxRecords, limits, scope });
  return {
    AutoScalingGroups: page.items.map((item) => completeGroup(item, input.IncludeInstances !== false, context)),
    NextToken: page.token,
  };
}

function completeGroup(item: Item, withInstances: boolean, context: Context<AutoScalingState>) {
  const name = text(item, 'AutoScalingGroupName');
  const size = count(item, 'DesiredCapacity', count(item, 'MinSize'));
  return withDefaults(withInstances ? without(item, 'tags') : without(item, 'tags', 'Instances'), {
    AutoScalingGroupARN: arnOf(
      'autoscaling',
      context,
      `autoScalingGroup:${uuidOf(`group ${name}`)}:autoScalingGroupName/${name}`,
    ),
    MinSize: 0,
    MaxSize: size,
    DesiredCapacity: size,
    DefaultCooldown: 300,
    AvailabilityZones: [`${context.region}a`],
    HealthCheckType: 'EC2',
    CreatedTime: createdLongAgo,
    SuspendedProcesses: [],
  });
}
