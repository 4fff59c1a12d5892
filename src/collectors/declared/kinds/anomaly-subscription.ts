import { compareText } from '../../../model/snapshot.ts';
import { symbolFor } from '../../../model/symbolic-name.ts';
import { anomalySubscription } from '../../../resources/anomaly-subscription.ts';
import { type AnomalyThreshold, anomalyThreshold, type ImpactExpression } from '../../anomaly-threshold.ts';
import { declare } from '../declaration.ts';
import { declaredTopic } from '../declared-topic.ts';
import { MalformedPropertyError, type Properties } from '../properties.ts';
import { isUnresolved } from '../value.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ce-anomalysubscription.html */
export const anomalySubscriptionDeclaration = declare({
  kind: anomalySubscription,
  type: 'AWS::CE::AnomalySubscription',
  attributes: {
    subscriptionArn: (one, { address }) => one.name('SubscriptionArn') ?? symbolFor(address),
    subscriptionName: (one) => one.name('SubscriptionName'),
    monitorArns: (one) => monitorsOf(one)?.sort(compareText),
    frequency: (one) => one.text('Frequency'),
    subscribers: (one, _, __, place) =>
      one.list('Subscribers')?.map((subscriber) => {
        const type = subscriber.text('Type');
        // Whether it was accepted is told by the live account alone.
        return {
          type,
          status: subscriber.text('Status') ?? null,
          ...declaredTopic(type, subscriber, 'Address', place),
        };
      }),
    thresholdPercent: (one) => thresholdOf(one)?.percent,
    thresholdAmount: (one) => thresholdOf(one)?.amount,
  },
});

/** A monitor of this source stands under its address, whichever way its ARN is referred to. */
function monitorsOf(one: Properties): string[] | undefined {
  const path = 'MonitorArnList';
  const list = one.raw(path);
  if (!Array.isArray(list)) return one.names(path);
  const owners = list.map((item) => (isUnresolved(item) && item.references.length === 1 ? item.references[0] : null));
  return one.names(path)?.map((name, index) => {
    const owner = owners[index];
    return owner ? symbolFor(owner) : name;
  });
}

/** Templates hold the expression as JSON within a text. */
function thresholdOf(one: Properties): AnomalyThreshold | undefined {
  const path = 'ThresholdExpression';
  const given = one.json(path);
  const Threshold = one.number('Threshold');
  if (given === undefined && Threshold === undefined) return undefined;
  const ThresholdExpression = (typeof given === 'string' ? parsed(given) : given) as ImpactExpression | undefined;
  const threshold = anomalyThreshold({ Threshold, ThresholdExpression });
  if (!threshold) throw new MalformedPropertyError(`${path}: expected an expression on the impact`);
  return threshold;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedPropertyError('ThresholdExpression: expected JSON');
  }
}
