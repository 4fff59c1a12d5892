import { DescribeSubnets$, type DescribeSubnetsRequest } from '@aws-sdk/client-ec2';
import { arnOf } from '../derive/identity.ts';
import { type Item, indexBy, text, withDefaults, without } from '../derive/item.ts';
import { addTagged, type Tagged } from '../derive/tags.ts';
import { pageSize, takePage } from '../paging.ts';
import { ec2Query } from '../protocol/ec2-query.ts';
import { type Context, failed, operation, queryCodes, type Service } from '../service.ts';

/** Subnets of one account and region, by id. */
export type Ec2State = { subnets: Map<string, Item> };

/** Amazon EC2: subnets alone. */
export const ec2: Service<Ec2State> = {
  prefix: 'ec2',
  signingName: 'ec2',
  protocol: ec2Query({ version: '2016-11-15', xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' }),
  errors: queryCodes({
    badToken: 'InvalidParameterValue',
    denied: { code: 'UnauthorizedOperation', status: 403 },
    throttled: { code: 'RequestLimitExceeded', status: 503, message: 'Request limit exceeded.' },
    expired: { code: 'RequestExpired', status: 400 },
    internal: 'InternalError',
  }),
  index: ({ region: { ec2: declared } }) => ({
    subnets: indexBy<Item>(declared?.subnets ?? [], (item) => text(item, 'SubnetId')),
  }),
  operations: {
    DescribeSubnets: operation({
      schema: DescribeSubnets$,
      token: { input: 'NextToken', output: 'NextToken' },
      handle: describeSubnets,
    }),
  },
  tagged: (context) => {
    const list: Tagged[] = [];
    for (const [id, item] of context.state.subnets) addTagged(list, arnOf('ec2', context, `subnet/${id}`), item);
    return list;
  },
};

/** Ids that do not exist fail the call; a filter by ids leaves them out. */
function describeSubnets(input: DescribeSubnetsRequest, context: Context<Ec2State>) {
  const { NextToken, MaxResults, ...question } = input;
  const { subnets } = context.state;
  const missing = input.SubnetIds?.find((id) => !subnets.has(id));
  if (missing) throw failed('InvalidSubnetID.NotFound', `The subnet ID '${missing}' does not exist`);
  if (input.SubnetIds && MaxResults !== undefined) {
    throw failed('InvalidParameterCombination', 'The parameter subnetIds cannot be used with the parameter maxResults');
  }
  const listed = [...subnets.values()].filter(
    (item) =>
      (!input.SubnetIds || input.SubnetIds.includes(text(item, 'SubnetId'))) &&
      (input.Filters ?? []).every((filter) => matches(item, filter.Name, filter.Values ?? [])),
  );
  const limits = { default: 1000, min: 5, max: 1000 };
  const size = pageSize(MaxResults, limits);
  const scope = `DescribeSubnets ${JSON.stringify(question)}`;
  const page = takePage(listed, { token: NextToken, size, limits, scope });
  return { Subnets: page.items.map((item) => completeSubnet(item, context)), NextToken: page.token };
}

const filterMembers: Record<string, string> = { 'subnet-id': 'SubnetId', 'vpc-id': 'VpcId' };

function matches(item: Item, name: string | undefined, values: readonly string[]): boolean {
  const member = filterMembers[name ?? ''];
  if (!member) throw failed('InvalidParameterValue', `The filter '${name}' is invalid`);
  if (values.length > 200) {
    throw failed('FilterLimitExceeded', 'The maximum number of filter values specified on a single call is 200');
  }
  return values.includes(text(item, member));
}

function completeSubnet(item: Item, context: Context<Ec2State>): Record<string, unknown> {
  const id = text(item, 'SubnetId');
  return withDefaults(without(item, 'tags'), {
    SubnetArn: arnOf('ec2', context, `subnet/${id}`),
    OwnerId: context.account,
    State: 'available',
    VpcId: 'vpc-0a1b2c3d',
    CidrBlock: '10.0.0.0/24',
    AvailableIpAddressCount: 251,
    AvailabilityZone: `${context.region}a`,
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    Ipv6Native: false,
    Tags: [],
  });
}
