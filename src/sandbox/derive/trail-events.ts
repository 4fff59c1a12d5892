import { isObject } from '../protocol/conform.ts';
import { type Place, partitionOf, uuidOf } from './identity.ts';
import { type Item, part, text, withDefaults, without } from './item.ts';

/** Services whose events come from a source that is not named like their operations' prefix. */
const sources: readonly [RegExp, string][] = [
  [/^(RegisterScalableTarget|PutScheduledAction|PutScalingPolicy)/, 'autoscaling'],
  [/(Function|Concurrency)/, 'lambda'],
  [/(ReplicationGroup|ReplicaCount|ServerlessCache)/, 'elasticache'],
  [/^UpdateTable$/, 'dynamodb'],
  [/CollectionGroup/, 'aoss'],
  [/DBCluster/, 'rds'],
  [/ModelThroughput/, 'bedrock'],
  [/^UpdateService$/, 'ecs'],
];

const keyId = 'ASIATRAILTRAILTRAIL1';

/** The event as LookupEvents returns it: its record is JSON as text, with the caller's address and tools in it, as in AWS. */
export function completeEvent(item: Item, place: Place): Record<string, unknown> {
  const name = text(item, 'EventName');
  const source = sources.find(([pattern]) => pattern.test(name))?.[1] ?? 'signin';
  const label = `trail ${place.account} ${place.region} ${name} ${text(item, 'EventTime')} ${JSON.stringify(item.request ?? null)}`;
  const event = withDefaults(without(item, 'tags', 'request', 'by', 'userAgent', 'errorCode', 'record'), {
    EventId: uuidOf(label),
    EventSource: `${source}.amazonaws.com`,
    ReadOnly: 'false',
    AccessKeyId: keyId,
    Username: part(item, 'by').user ?? part(item, 'by').session ?? 'root',
    Resources: [],
  });
  return { ...event, CloudTrailEvent: event.CloudTrailEvent ?? JSON.stringify(recordOf(item, event, place)) };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
function recordOf(item: Item, event: Record<string, unknown>, place: Place): Record<string, unknown> {
  const { errorCode, request, record } = item;
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(part(item, 'by'), place),
    eventTime: event.EventTime,
    eventSource: event.EventSource,
    eventName: event.EventName,
    awsRegion: place.region,
    sourceIPAddress: '203.0.113.77',
    userAgent: item.userAgent ?? 'aws-cli/2.27.0 md/awscrt#0.26.1 ua/2.1 os/linux#6.1',
    ...(typeof errorCode === 'string' && { errorCode, errorMessage: 'refused' }),
    requestParameters: errorCode === undefined ? (request ?? null) : null,
    responseElements: null,
    eventID: event.EventId,
    readOnly: event.ReadOnly === 'true',
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: place.account,
    eventCategory: 'Management',
    ...(isObject(record) && record),
  };
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function identityOf(by: Item, { account, region }: Place): Record<string, unknown> {
  const arn = (service: 'iam' | 'sts', resource: string) =>
    `arn:${partitionOf(region)}:${service}::${account}:${resource}`;
  const [user, role, service] = [text(by, 'user'), text(by, 'role'), text(by, 'service')];
  const invokedBy = service === '' ? {} : { invokedBy: service };
  const keys = { accountId: account, accessKeyId: keyId };
  if (user) return { type: 'IAMUser', arn: arn('iam', `user/${user}`), userName: user, ...keys, ...invokedBy };
  if (role) {
    const name = role.slice(role.lastIndexOf('/') + 1);
    const session = text(by, 'session') || 'session';
    const sessionIssuer = { type: 'Role', arn: arn('iam', `role/${role}`), accountId: account, userName: name };
    const sessionContext = { sessionIssuer, attributes: { mfaAuthenticated: 'false' } };
    return {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLE:${session}`,
      arn: arn('sts', `assumed-role/${name}/${session}`),
      ...keys,
      sessionContext,
      ...invokedBy,
    };
  }
  return service ? { type: 'AWSService', ...invokedBy } : { type: 'Root', arn: arn('iam', 'root'), ...keys };
}
