import type { snsTopic } from '../../../resources/sns-topic.ts';
import type { DraftOf } from '../collector.ts';

/** Counts are decimal text; one that AWS leaves out makes no sense. */
export function describeTopic(topicArn: string, attributes: Record<string, string>): DraftOf<typeof snsTopic> {
  return {
    id: topicArn,
    attributes: {
      topicArn,
      subscriptionsConfirmed: count(attributes.SubscriptionsConfirmed),
      subscriptionsPending: count(attributes.SubscriptionsPending),
    },
    observed: {},
  };
}

const count = (text: string | undefined) => (text === undefined ? undefined : Number(text));
