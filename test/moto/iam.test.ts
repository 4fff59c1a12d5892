import { expect, it } from 'vitest';
import { collectors } from '../../src/collectors/aws/registry.ts';
import { createAccount } from './account.ts';
import { audit, headroom, type Stage } from './cli.ts';
import type { Keys } from './clients.ts';
import { describeOnMoto, type Staged } from './stage.ts';

/**
 * What moto denies whatever the policy says: it checks these under monitoring: and tagging:, for which requests are
 * signed, and does not know that one action grants all reads of budgets.
 */
const misnamed = [
  'budgets:DescribeBudgetNotificationsForAccount',
  'budgets:DescribeBudgets',
  'budgets:DescribeSubscribersForNotification',
  'cloudwatch:DescribeAlarms',
  'tag:GetResources',
];

/** What is asked for only because this API named it, directly or not. */
function restingOn(api: string): string[] {
  const direct = collectors.flatMap(({ reads }) => reads.filter(({ after }) => after === api).map((read) => read.api));
  return direct.flatMap((found) => [found, ...restingOn(found)]);
}

interface Document {
  Version: string;
  Statement: { Action: string[] }[];
}

/** A call to IAM in the query protocol; while moto checks nothing, the signature names the service and no more. */
async function iam(endpoint: string, parameters: Record<string, string>): Promise<string> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ Version: '2010-05-08', ...parameters }).toString(),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${parameters.Action}: HTTP ${answer.status} ${text}`);
  return text;
}

/** Keys of a user who has this policy and nothing else. */
async function userWith(endpoint: string, name: string, policy: Document): Promise<Keys> {
  await iam(endpoint, { Action: 'CreateUser', UserName: name });
  const PolicyDocument = JSON.stringify(policy);
  await iam(endpoint, { Action: 'PutUserPolicy', UserName: name, PolicyName: 'headroom', PolicyDocument });
  const answer = await iam(endpoint, { Action: 'CreateAccessKey', UserName: name });
  const element = (tag: string) => new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(answer)?.[1] ?? '';
  return { accessKeyId: element('AccessKeyId'), secretAccessKey: element('SecretAccessKey') };
}

/** APIs that were denied to a user. */
async function deniedTo(stage: Stage): Promise<string[]> {
  const { report } = await audit(stage, '--region', 'eu-central-1');
  const denied = report.coverage.filter(({ status }) => status === 'denied').map(({ api }) => api);
  return [...new Set(denied)].sort();
}

async function printedPolicy(staged: Staged): Promise<Document> {
  const { stdout, code } = await headroom(staged, 'iam-policy');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Document;
}

describeOnMoto('the policy that headroom iam-policy prints', createAccount, (staged) => {
  it('grants what an audit reads, and nothing but reads', async () => {
    const policy = await printedPolicy(staged());
    const actions = policy.Statement.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/^[a-z0-9-]+:(Describe|List|Get|BatchGet|View|Lookup)/.test(action))).toEqual(
      [],
    );

    const without = (action: string): Document => ({
      ...policy,
      Statement: policy.Statement.map((one) => ({ ...one, Action: one.Action.filter((name) => name !== action) })),
    });
    const { endpoint, moto } = staged();
    const enough = await userWith(endpoint, 'enough', policy);
    const short = await userWith(endpoint, 'short', without('ecs:DescribeServices'));
    await moto.control('reset-auth', '0');

    expect(await deniedTo({ ...staged(), credentials: enough })).toEqual(misnamed);
    // A task definition is asked for only once a service names it, and so are its subnets and target groups.
    const rests = ['ecs:DescribeServices', ...restingOn('ecs:DescribeServices')];
    expect(rests).toContain('ecs:DescribeTaskDefinition');
    expect(await deniedTo({ ...staged(), credentials: short })).toEqual([...new Set([...misnamed, ...rests])].sort());
  }, 300_000);
});
