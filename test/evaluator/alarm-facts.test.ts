import { describe, expect, it } from 'vitest';
import { alarmTopic, alarmWatches, type Watched } from '../../src/evaluator/facts/alarms.ts';
import type { Json } from '../../src/model/snapshot.ts';
import { aWorld, type Given, here } from '../support/facts.ts';

const memory: Watched = {
  namespace: 'AWS/ElastiCache',
  metrics: ['DatabaseMemoryUsagePercentage'],
  dimensions: { CacheClusterId: 'semantic-001' },
  highest: 85,
};

const throttles: Watched = {
  namespace: 'AWS/DynamoDB',
  metrics: ['ReadThrottleEvents', 'WriteThrottleEvents'],
  dimensions: { TableName: 'sessions' },
  without: ['GlobalSecondaryIndexName'],
  highest: null,
};

const metricOf = (watched: Watched, dimensions: Record<string, string> = watched.dimensions): Json => ({
  namespace: watched.namespace,
  metricName: watched.metrics[0] ?? '',
  dimensions,
  statistic: 'Average',
  periodSeconds: 60,
});

const alarm = (attributes: Record<string, Json>, rest: Partial<Given> = {}): Given => ({
  kind: 'cloudwatch-alarm',
  attributes: { alarmName: 'watch', threshold: 80, ...attributes },
  ...rest,
});

const onMemory = (attributes: Record<string, Json> = {}, rest: Partial<Given> = {}) =>
  alarm({ metrics: [metricOf(memory)], ...attributes }, rest);

const query = (text: string) => alarm({ metrics: [], expressions: [text] });

const composite = (alarmRule: string, attributes: Record<string, Json> = {}) =>
  alarm({
    alarmName: 'sick',
    type: 'composite',
    metrics: [],
    alarmRule,
    threshold: null,
    comparisonOperator: null,
    ...attributes,
  });

const silent = (attributes: Record<string, Json> = {}) => onMemory({ alarmActions: [], ...attributes });
const everyNode = 'SELECT MAX(DatabaseMemoryUsagePercentage) FROM SCHEMA("AWS/ElastiCache", CacheClusterId)';

const cases: [string, Watched, Given[], boolean][] = [
  ['no alarm at all', memory, [], false],

  ['the very dimensions', memory, [onMemory()], true],
  [
    'more dimensions than asked for',
    memory,
    [onMemory({ metrics: [metricOf(memory, { CacheClusterId: 'semantic-001', CacheNodeId: '0001' })] })],
    true,
  ],
  ['fewer dimensions', memory, [onMemory({ metrics: [metricOf(memory, {})] })], false],
  [
    'another value of a dimension',
    memory,
    [onMemory({ metrics: [metricOf(memory, { CacheClusterId: 'semantic-002' })] })],
    false,
  ],
  [
    'a name that only begins alike',
    memory,
    [onMemory({ metrics: [metricOf(memory, { CacheClusterId: 'semantic-0011' })] })],
    false,
  ],
  [
    'a dimension that makes it the metric of something else',
    throttles,
    [alarm({ metrics: [metricOf(throttles, { TableName: 'sessions', GlobalSecondaryIndexName: 'by-user' })] })],
    false,
  ],
  ['another metric', memory, [onMemory({ metrics: [metricOf({ ...memory, metrics: ['CPUUtilization'] })] })], false],
  [
    'the metric name in another namespace',
    memory,
    [onMemory({ metrics: [metricOf({ ...memory, namespace: 'AWS/MemoryDB' })] })],
    false,
  ],
  ['one of several metrics that count', throttles, [alarm({ metrics: [metricOf(throttles)] })], true],

  ['another region', memory, [onMemory({}, { region: 'us-east-1' })], false],
  ['another account', memory, [onMemory({}, { account: '444455556666' })], false],

  ['a threshold at the highest that counts', memory, [onMemory({ threshold: 85 })], true],
  ['a threshold above it', memory, [onMemory({ threshold: 85.1 })], false],
  ['a threshold that is reached from below', memory, [onMemory({ comparisonOperator: 'LessThanThreshold' })], false],
  ['at or above counts too', memory, [onMemory({ comparisonOperator: 'GreaterThanOrEqualToThreshold' })], true],
  [
    'any threshold where none is asked for',
    throttles,
    [alarm({ metrics: [metricOf(throttles)], threshold: 9000 })],
    true,
  ],
  [
    'a quiet-hours alarm, where no threshold is asked for',
    throttles,
    [alarm({ metrics: [metricOf(throttles)], comparisonOperator: 'LessThanOrEqualToThreshold' })],
    false,
  ],

  [
    'metric math, whose threshold has another unit',
    memory,
    [onMemory({ threshold: 5000, expressions: ['m1 * 60'] })],
    true,
  ],
  [
    'metric math that turns the direction',
    memory,
    [onMemory({ threshold: 15, comparisonOperator: 'LessThanThreshold', expressions: ['100 - m1'] })],
    true,
  ],
  [
    'an anomaly band',
    memory,
    [
      onMemory({
        threshold: null,
        comparisonOperator: 'GreaterThanUpperThreshold',
        expressions: ['ANOMALY_DETECTION_BAND(m1, 2)'],
      }),
    ],
    true,
  ],
  [
    'an anomaly band that is left downwards alone',
    memory,
    [
      onMemory({
        threshold: null,
        comparisonOperator: 'LessThanLowerThreshold',
        expressions: ['ANOMALY_DETECTION_BAND(m1, 2)'],
      }),
    ],
    false,
  ],
  [
    'metric math over other metrics',
    memory,
    [onMemory({ metrics: [metricOf(memory, { CacheClusterId: 'other' })], expressions: ['m1 + 0'] })],
    false,
  ],

  ['no action', memory, [silent()], false],
  [
    'an action that only scales something',
    memory,
    [silent({ alarmActions: ['arn:aws:autoscaling:eu-central-1:111122223333:scalingPolicy:1:policyName/out'] })],
    false,
  ],
  [
    'an action that only restarts something',
    memory,
    [silent({ alarmActions: ['arn:aws:automate:eu-central-1:ec2:reboot'] })],
    false,
  ],
  [
    'an action that scales, beside one that tells',
    memory,
    [
      silent({
        alarmActions: [
          'arn:aws:autoscaling:eu-central-1:111122223333:scalingPolicy:1:policyName/out',
          'arn:aws:sns:eu-central-1:111122223333:oncall',
        ],
      }),
    ],
    true,
  ],
  [
    'no data for long, of a metric that is always there',
    { ...memory, steady: true },
    [onMemory({}, { observed: { state: 'INSUFFICIENT_DATA', stateSince: '2026-01-01T00:00:00Z' } })],
    false,
  ],
  [
    'no data since an hour, of a metric that is always there',
    { ...memory, steady: true },
    [onMemory({}, { observed: { state: 'INSUFFICIENT_DATA', stateSince: '2026-11-22T03:00:00Z' } })],
    true,
  ],
  [
    'no data for long, of a metric that comes and goes',
    throttles,
    [
      alarm(
        { metrics: [metricOf(throttles)] },
        { observed: { state: 'INSUFFICIENT_DATA', stateSince: '2026-01-01T00:00:00Z' } },
      ),
    ],
    true,
  ],
  ['the statistic that is asked for', { ...memory, statistic: 'Average' }, [onMemory()], true],
  ['another statistic than is asked for', { ...memory, statistic: 'p95' }, [onMemory()], false],
  [
    'too little, where too little is the trouble',
    { ...memory, direction: 'below', lowest: 20 },
    [onMemory({ threshold: 25, comparisonOperator: 'LessThanThreshold' })],
    true,
  ],
  [
    'too little, later than asked for',
    { ...memory, direction: 'below', lowest: 20 },
    [onMemory({ threshold: 15, comparisonOperator: 'LessThanThreshold' })],
    false,
  ],
  ['too much, where too little is the trouble', { ...memory, direction: 'below', lowest: 20 }, [onMemory()], false],
  [
    'either way, where neither is asked for',
    { ...memory, direction: 'either', highest: null },
    [onMemory({ comparisonOperator: 'LessThanThreshold' })],
    true,
  ],
  [
    'a PromQL query over everything',
    memory,
    [query('max({"DatabaseMemoryUsagePercentage", "@instrumentation.@name"="cloudwatch.aws/elasticache"}) > 80')],
    true,
  ],
  [
    'a PromQL query that selects us',
    memory,
    [
      query(
        '{"DatabaseMemoryUsagePercentage", "@instrumentation.@name"="cloudwatch.aws/elasticache", CacheClusterId=~"semantic-.*"} > 80',
      ),
    ],
    true,
  ],
  [
    'a PromQL query that selects another',
    memory,
    [
      query(
        '{"DatabaseMemoryUsagePercentage", "@instrumentation.@name"="cloudwatch.aws/elasticache", CacheClusterId="other"} > 80',
      ),
    ],
    false,
  ],
  [
    'a PromQL query that leaves us out',
    memory,
    [
      query(
        '{"DatabaseMemoryUsagePercentage", "@instrumentation.@name"="cloudwatch.aws/elasticache", "CacheClusterId"!="semantic-001"} > 80',
      ),
    ],
    false,
  ],
  [
    'a PromQL query whose pattern is none here',
    memory,
    [
      query(
        '{"DatabaseMemoryUsagePercentage", "@instrumentation.@name"="cloudwatch.aws/elasticache", CacheClusterId=~"(?i)semantic-001"} > 80',
      ),
    ],
    false,
  ],
  [
    'a query on a namespace of our own',
    { namespace: 'Shop/Cost', metrics: ['PerMessage'], dimensions: {}, highest: null },
    [query('SELECT MAX(PerMessage) FROM "Shop/Cost"')],
    true,
  ],
  ['a log alarm', memory, [alarm({ type: 'log', metrics: [], expressions: [] })], false],
  ['actions disabled', memory, [onMemory({ actionsEnabled: false })], false],
  ['a composite that acts', memory, [silent(), composite('ALARM("watch") OR ALARM("other")')], true],
  [
    'a composite that names by ARN',
    memory,
    [silent(), composite('ALARM(arn:aws:cloudwatch:eu-central-1:111122223333:alarm:watch)')],
    true,
  ],
  ['a composite that names without quotes', memory, [silent(), composite('ALARM(watch) AND NOT ALARM(night)')], true],
  ['a composite on not being OK', memory, [silent(), composite('NOT OK("watch")')], true],
  ['a composite without actions', memory, [silent(), composite('ALARM("watch")', { alarmActions: [] })], false],
  [
    'a composite with actions disabled',
    memory,
    [silent(), composite('ALARM("watch")', { actionsEnabled: false })],
    false,
  ],
  ['a composite of another alarm', memory, [silent(), composite('ALARM("watch-2")')], false],
  [
    'a composite that is held back by it',
    memory,
    [silent(), composite('ALARM("other") AND NOT ALARM("watch")')],
    false,
  ],
  ['a composite on its recovery', memory, [silent(), composite('OK("watch")')], false],
  [
    'a composite of a composite',
    memory,
    [silent(), composite('ALARM("watch")', { alarmName: 'half', alarmActions: [] }), composite('ALARM("half")')],
    true,
  ],
  [
    'composites in a circle',
    memory,
    [
      silent(),
      composite('ALARM("watch") OR ALARM("b")', { alarmName: 'a', alarmActions: [] }),
      composite('ALARM("a")', { alarmName: 'b', alarmActions: [] }),
    ],
    false,
  ],
  ['a composite in another region', memory, [silent(), { ...composite('ALARM("watch")'), region: 'us-east-1' }], false],

  [
    'an alarm of Application Auto Scaling',
    memory,
    [onMemory({ alarmName: 'TargetTracking-replication-group/semantic-AlarmHigh-1' })],
    false,
  ],
  ['a name that only mentions it', memory, [onMemory({ alarmName: 'no-TargetTracking' })], true],

  ['a query over everything', memory, [query(everyNode)], true],
  ['a query that groups', memory, [query(`${everyNode} GROUP BY CacheClusterId`)], true],
  ['a query that lets us through', memory, [query(`${everyNode} WHERE CacheClusterId = 'semantic-001'`)], true],
  [
    'a query that filters, in any case',
    memory,
    [query(`${everyNode} where "CacheClusterId"='semantic-001' limit 5`)],
    true,
  ],
  ['a query for others', memory, [query(`${everyNode} WHERE CacheClusterId = 'semantic-002'`)], false],
  ['a query for all but us', memory, [query(`${everyNode} WHERE CacheClusterId != 'semantic-001'`)], false],
  ['a query for all but others', memory, [query(`${everyNode} WHERE CacheClusterId != 'semantic-002'`)], true],
  [
    'a query with a filter that we cannot judge',
    memory,
    [query(`${everyNode} WHERE CacheClusterId = 'semantic-001' AND tag."env" = 'prod'`)],
    false,
  ],
  ['a query on another metric', memory, [query('SELECT MAX(CurrItems) FROM "AWS/ElastiCache"')], false],
  [
    'a query on another namespace',
    memory,
    [query('SELECT MAX(DatabaseMemoryUsagePercentage) FROM "AWS/MemoryDB"')],
    false,
  ],

  [
    'a state that lacks data proves nothing',
    memory,
    [onMemory({}, { observed: { state: 'INSUFFICIENT_DATA', stateSince: '2026-01-01T00:00:00Z' } })],
    true,
  ],
];

describe('an alarm watches a metric', () => {
  it.each(cases)('%s', (_, watched, alarms, expected) => {
    expect(alarmWatches(aWorld(alarms), here, watched)).toMatchObject({ known: true, value: expected });
  });

  it('is known as soon as one is found, whatever else could not be listed', () => {
    expect(alarmWatches(aWorld([onMemory()], ['cloudwatch-alarm']), here, memory)).toMatchObject({ value: true });
  });

  it('is not known to be missing while alarms could not be listed', () => {
    expect(alarmWatches(aWorld([silent()], ['cloudwatch-alarm']), here, memory)).toEqual({
      known: false,
      because: [{ fact: 'cloudwatch-alarm', reason: 'denied', api: 'test:List-cloudwatch-alarm' }],
    });
  });

  it.each(['metrics', 'threshold', 'alarmActions', 'actionsEnabled', 'comparisonOperator'])(
    'is not known to be missing while %s of some alarm could not be understood',
    (member) => {
      const world = aWorld([alarm({ alarmName: 'odd' }, { unread: { [member]: 'malformed' } })]);
      expect(alarmWatches(world, here, memory)).toEqual({
        known: false,
        because: [{ fact: `${member} of alarm odd`, reason: 'malformed', api: null }],
      });
    },
  );
});

describe('the topic for a new alarm', () => {
  const subject = { ...here, kind: 'cache', key: 'k', id: 'k', name: 'k', resource: null };
  const context = (alarms: Given[], denied: string[] = []) => ({
    world: aWorld(alarms, denied),
    workload: null,
    param: () => null,
  });
  const topic = (name: string) => `arn:aws:sns:eu-central-1:111122223333:${name}`;
  const telling = (alarmName: string, ...names: string[]) => alarm({ alarmName, alarmActions: names.map(topic) });

  it.each([
    ['is the one that most alarms notify', [telling('a', 'x'), telling('b', 'y'), telling('c', 'y')], topic('y')],
    ['is the first by name where two are even', [telling('a', 'y'), telling('b', 'x')], topic('x')],
    ['is not that of disabled alarms', [alarm({ alarmActions: [topic('x')], actionsEnabled: false })], topic('alarms')],
    [
      'is no scaling policy',
      [alarm({ alarmActions: ['arn:aws:autoscaling:eu-central-1:1:scalingPolicy:2'] })],
      topic('alarms'),
    ],
    ['is one to be made where there is none', [], topic('alarms')],
  ])('%s', (_, alarms, expected) => {
    expect(alarmTopic.compute(subject, context(alarms))).toMatchObject({ known: true, value: expected });
  });

  it('is unknown while alarms could not be listed', () => {
    expect(alarmTopic.compute(subject, context([], ['cloudwatch-alarm']))).toMatchObject({ known: false });
  });
});
