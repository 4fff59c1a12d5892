import type { Writer } from './writer.ts';

/** Why nothing writes the other kinds, each as a sentence. */
const reasons: Record<string, string> = {
  'anomaly-monitor': 'The snapshot does not hold which costs a monitor of anomalies looks at.',
  'anomaly-subscription': 'The snapshot does not hold the addresses of those whom a subscription tells.',
  'bedrock-model': 'The provider of a model decides on its life.',
  'capacity-change': 'What happened cannot be undone: what it changed can.',
  'dynamodb-account': 'AWS raises limits of an account on request.',
  'ecs-capacity-provider':
    'update-capacity-provider replaces managed scaling, and the snapshot does not hold its step sizes and its warm-up.',
  'ecs-service-revision': 'A deployment makes revisions of a service.',
  'lambda-account': 'AWS raises limits of an account on request.',
  'metric-series': 'What was measured is nobody’s to write.',
  'opensearch-collection': 'Type, redundancy and data of a collection are decided when it is made.',
  'service-cost': 'What was billed is nobody’s to write.',
  'service-quota': 'AWS raises a quota on request, and lowers none.',
  'sns-topic': 'Who listens to a topic confirms it themselves.',
  subnet: 'The addresses of a subnet are decided when it is made.',
};

export const unwritten: Readonly<Record<string, Writer>> = Object.fromEntries(
  Object.entries(reasons).map(([kind, cannot]) => [kind, () => ({ cannot })]),
);
