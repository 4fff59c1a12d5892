import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { describe, expect, test } from 'vitest';
import { accountId, region } from './clients.ts';
import { serve } from './serving.ts';

const topic = (name: string, place = `${region}:${accountId}`) => `arn:aws:sns:${place}:${name}`;

describe('SNS', () => {
  test('tells the attributes of a topic as text, counts too', async () => {
    const { sns } = await serve({ sns: { topics: [{ name: 'oncall', SubscriptionsConfirmed: '3' }] } });
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: topic('oncall') }));
    expect(Attributes).toMatchObject({
      TopicArn: topic('oncall'),
      Owner: accountId,
      SubscriptionsConfirmed: '3',
      SubscriptionsPending: '0',
    });
  });

  test.each<[string, string, string]>([
    ['a topic that does not exist', topic('gone'), 'NotFoundException'],
    ['a topic of another account', topic('oncall', `${region}:999999999999`), 'AuthorizationErrorException'],
    ['a topic of another region', topic('oncall', `us-east-1:${accountId}`), 'InvalidParameterException'],
  ])('refuses %s', async (_, TopicArn, name) => {
    const { sns } = await serve({ sns: { topics: [{ name: 'oncall' }] } });
    await expect(sns.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toMatchObject({ name });
  });

  test('denies by its own name', async () => {
    const { sns } = await serve({}, { faults: [{ api: 'sns:*', do: 'denied' }] });
    await expect(sns.send(new GetTopicAttributesCommand({ TopicArn: topic('oncall') }))).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
    });
  });
});
