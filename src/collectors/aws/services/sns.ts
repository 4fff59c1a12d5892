import { snsTopic } from '../../../resources/sns-topic.ts';
import type { Collector, Context } from '../collector.ts';
import { describeTopic } from '../describe/sns-topic.ts';

const api = 'sns:GetTopicAttributes';

/**
 * How many subscribe to the topics of this account and region that alarms and cost alerts name; other topics are not asked
 * about. https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export const sns: Collector = {
  name: 'sns',
  scope: 'regional',
  last: true,
  reads: [{ api, kinds: ['sns-topic'], whenNamed: true }],
  async collect(context) {
    const { GetTopicAttributesCommand } = await import('@aws-sdk/client-sns');
    const topics = context.named('sns-topic').filter((arn) => isOwn(arn, context));
    await context.forEach(topics, async (TopicArn) => {
      const answer = await context.call(api, new GetTopicAttributesCommand({ TopicArn }), {
        missed: [TopicArn],
        gone: ['NotFound', 'NotFoundException'],
        holds: (output) => output.Attributes,
      });
      if (!answer.ok) return;
      const attributes = answer.value.Attributes ?? {};
      context.add(snsTopic, { api, item: TopicArn }, () => describeTopic(TopicArn, attributes));
    });
  },
};

/** Topics of other accounts and regions are for their owners to read. */
function isOwn(arn: string, { partition, account, region }: Context): boolean {
  return arn.startsWith(`arn:${partition}:sns:${region}:${account}:`) && arn.split(':').length === 6;
}
