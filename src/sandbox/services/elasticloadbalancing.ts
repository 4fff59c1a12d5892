import {
  DescribeTargetGroupAttributes$,
  type DescribeTargetGroupAttributesInput,
  DescribeTargetGroups$,
  type DescribeTargetGroupsInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { arnOf, hashId, type Place } from '../derive/identity.ts';
import { type Item, indexBy, part, text, withDefaults, without } from '../derive/item.ts';
import { addTagged, type Tagged } from '../derive/tags.ts';
import { takePage } from '../paging.ts';
import { awsQuery } from '../protocol/query-xml.ts';
import { type Context, failed, operation, queryCodes, type Service } from '../service.ts';

/** Target groups of one account and region, by ARN. */
export type LoadBalancingState = { groups: Map<string, Item> };

/** Elastic Load Balancing v2: target groups alone. */
export const elasticloadbalancing: Service<LoadBalancingState> = {
  prefix: 'elasticloadbalancing',
  signingName: 'elasticloadbalancing',
  protocol: awsQuery({
    version: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  }),
  errors: queryCodes({ invalid: 'ValidationError', badToken: 'ValidationError' }),
  index: ({ region }, place) => ({
    groups: indexBy<Item>(region['elastic-load-balancing-v2']?.targetGroups ?? [], (item) => groupArn(item, place)),
  }),
  operations: {
    DescribeTargetGroups: operation({
      schema: DescribeTargetGroups$,
      token: { input: 'Marker', output: 'NextMarker' },
      handle: describeGroups,
    }),
    DescribeTargetGroupAttributes: operation({
      schema: DescribeTargetGroupAttributes$,
      required: ['TargetGroupArn'],
      handle: describeAttributes,
    }),
  },
  tagged: ({ state }) => {
    const list: Tagged[] = [];
    for (const [arn, item] of state.groups) addTagged(list, arn, item);
    return list;
  },
};

function groupArn(item: Item, place: Place): string {
  const name = text(item, 'TargetGroupName');
  return (
    text(item, 'TargetGroupArn') ||
    arnOf('elasticloadbalancing', place, `targetgroup/${name}/${hashId(`target group ${name}`, 16)}`)
  );
}

/** One ARN that does not exist fails the whole call. */
function describeGroups(input: DescribeTargetGroupsInput, { state }: Context<LoadBalancingState>) {
  const { Marker, PageSize, ...question } = input;
  const asked = input.TargetGroupArns;
  if (asked?.some((arn) => !state.groups.has(arn))) throw notFound();
  const listed = [...state.groups].filter(
    ([arn, item]) =>
      (!asked || asked.includes(arn)) && (!input.Names || input.Names.includes(text(item, 'TargetGroupName'))),
  );
  const limits = { default: 400, max: 400 };
  const scope = `DescribeTargetGroups ${JSON.stringify(question)}`;
  const page = takePage(listed, { token: Marker, size: PageSize, limits, scope });
  return { TargetGroups: page.items.map(([arn, item]) => completeGroup(arn, item)), NextMarker: page.token };
}

function describeAttributes(input: DescribeTargetGroupAttributesInput, { state }: Context<LoadBalancingState>) {
  const item = state.groups.get(input.TargetGroupArn ?? '');
  if (!item) throw notFound();
  const attributes: Record<string, unknown> = {
    'deregistration_delay.timeout_seconds': '300',
    'slow_start.duration_seconds': '0',
    'stickiness.enabled': 'false',
    ...part(item, 'attributes'),
  };
  return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value: String(Value) })) };
}

const notFound = () => failed('TargetGroupNotFound', 'One or more target groups not found');

function completeGroup(arn: string, item: Item): Record<string, unknown> {
  return withDefaults(without(item, 'tags', 'attributes'), {
    TargetGroupArn: arn,
    TargetGroupName: arn.split('/')[1],
    Protocol: 'HTTP',
    Port: 80,
    VpcId: 'vpc-0a1b2c3d',
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    HealthCheckPath: '/',
    Matcher: { HttpCode: '200' },
    LoadBalancerArns: [],
    TargetType: 'ip',
    ProtocolVersion: 'HTTP1',
    IpAddressType: 'ipv4',
  });
}
