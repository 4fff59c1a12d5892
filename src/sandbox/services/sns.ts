import { GetTopicAttributes$, type GetTopicAttributesInput } from '@aws-sdk/client-sns';
import { arnOf, type Place } from '../derive/identity.ts';
import { type Item, indexBy, text, withDefaults, without } from '../derive/item.ts';
import { awsQuery } from '../protocol/query-xml.ts';
import { type Context, failed, operation, queryCodes, type Service } from '../service.ts';

/** Topics of one account and region, by ARN. */
export type SnsState = { topics: Map<string, Item> };

/** Amazon SNS. */
export const sns: Service<SnsState> = {
  prefix: 'sns',
  signingName: 'sns',
  protocol: awsQuery({ version: '2010-03-31', xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/' }),
  errors: queryCodes({
    invalid: 'InvalidParameter',
    denied: { code: 'AuthorizationError', status: 403 },
    internal: 'InternalError',
  }),
  index: ({ region: { sns: declared } }, place) => ({
    topics: indexBy<Item>(declared?.topics ?? [], (item) => topicArn(item, place)),
  }),
  operations: {
    GetTopicAttributes: operation({ schema: GetTopicAttributes$, required: ['TopicArn'], handle: getAttributes }),
  },
};

const topicArn = (item: Item, place: Place) => text(item, 'TopicArn') || arnOf('sns', place, text(item, 'name'));

/** All attributes are text, counts too. */
function getAttributes({ TopicArn = '' }: GetTopicAttributesInput, { state, account, region }: Context<SnsState>) {
  const [, , , inRegion, owner, name] = TopicArn.split(':');
  if (!name || inRegion !== region) throw failed('InvalidParameter', 'Invalid parameter: TopicArn');
  if (owner !== account)
    throw failed('AuthorizationError', 'User is not authorized to perform: SNS:GetTopicAttributes', 403);
  const topic = state.topics.get(TopicArn);
  if (!topic) throw failed('NotFound', 'Topic does not exist', 404);
  return {
    Attributes: withDefaults(without(topic, 'name', 'tags'), {
      TopicArn,
      Owner: account,
      SubscriptionsConfirmed: '0',
      SubscriptionsPending: '0',
      SubscriptionsDeleted: '0',
      DisplayName: '',
    }),
  };
}
