import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PolicyContext } from '../../src/loaders/known-names.ts';
import { loadPolicy } from '../../src/loaders/policy.ts';
import { loadWaivers } from '../../src/loaders/waivers.ts';
import type { Rule } from '../../src/model/rule.ts';
import { UsageError } from '../../src/model/usage-error.ts';

const root = mkdtempSync(join(tmpdir(), 'headroom-policy-'));
afterAll(() => rmSync(root, { recursive: true }));

function ruleWith(id: string, parameters: Rule['parameters'] = {}): Rule {
  return {
    id,
    title: id,
    severity: 'medium',
    subject: 'scaling-policy',
    rationale: 'x',
    parameters,
    require: { fact: 'x', operator: 'equal', value: 1 },
    remediation: { summary: 'x', commands: [], undo: [], caveats: [] },
    references: ['https://docs.aws.amazon.com/'],
    needs: [],
    examples: { pass: [], fail: [], unknown: [], 'not-applicable': [] },
  };
}

const context: PolicyContext = {
  rules: [
    ruleWith('ecs-scale-out-cooldown-long', {
      maxSeconds: { default: 60, unit: 'seconds', description: 'x' },
      names: { default: ['a'], description: 'x' },
    }),
    ruleWith('elasticache-noeviction'),
  ],
  kinds: ['ecs-service', 'scaling-policy', 'cache'],
  apis: ['ecs:DescribeServices', 'ce:GetAnomalies'],
  now: Date.parse('2026-11-22T04:00:00Z'),
};

let files = 0;
function fileOf(text: string): string {
  const file = join(root, `${files++}.yaml`);
  writeFileSync(file, text);
  return file;
}

function linesOf(load: () => unknown, file: string): string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message.replaceAll(file, 'headroom.yaml').split('\n');
  }
}

function policyErrors(text: string): string[] {
  const file = fileOf(text);
  return linesOf(() => loadPolicy(file, context), file);
}

function waiverErrors(text: string, timezone = 'UTC', now = context.now): string[] {
  const file = fileOf(text);
  return linesOf(() => loadWaivers(file, { ...context, now, timezone }), file);
}

const fullPolicy = `# what is normal
regions: [ap-northeast-1, eusc-de-east-1, us-gov-west-1, ap-south-9]
failOn: high
timezone: Asia/Tokyo
rules: { elasticache-noeviction: { severity: critical } }
parameters: { ecs-scale-out-cooldown-long: { maxSeconds: 30, names: [b, c] } }
principals: { iac: ["*:role/terraform-*"], automation: ["*AWSServiceRoleFor*"] }
acceptedGaps: [{ api: "ce:*", reason: denied, owner: finops, expires: 2027-03-31 }]
workloads:
  - name: orchestrator
    match: { kind: ecs-*, name: "manga/*", tags: { env: prod }, account: "111122223333", region: "ap-*" }
    baseline: { minCapacity: 10, maxCapacity: 200, dimensions: { read: { minCapacity: 5 } } }
    parameters: { ecs-scale-out-cooldown-long: { maxSeconds: 45 } }

  - name: rest
    match: {}
waivers:
  - { rule: "elasticache-*", match: { kind: cache, name: "session-store*" }, reason: sized, owner: me, expires: 2026-12-31 }
`;

describe('loadPolicy', () => {
  it('reads a policy, with the line of each workload', () => {
    const { policy, workloadLines } = loadPolicy(fileOf(fullPolicy), context);
    expect(policy.workloads.map(({ name }) => name)).toEqual(['orchestrator', 'rest']);
    expect([...workloadLines]).toEqual([
      ['orchestrator', 10],
      ['rest', 15],
    ]);
  });

  it('reads a file of comments as a policy that declares nothing', () => {
    expect(loadPolicy(fileOf('# regions: []\n'), context).policy.timezone).toBe('UTC');
  });

  it.each<[string, string, string]>([
    ['timezone: Asia/Tokio', '1:11', 'unknown time zone "Asia/Tokio"; did you mean "Asia/Tokyo"?'],
    ['timezone: "+09:00"', '1:11', 'unknown time zone "+09:00"; expected an IANA name such as Asia/Tokyo'],
    ['regions: [eu-centrall]', '1:11', '"eu-centrall" is not an AWS region; did you mean "eu-central-1"?'],
    ['regions: [frankfurt]', '1:11', '"frankfurt" is not an AWS region; expected a region such as eu-central-1'],
    [
      'rules: { elasticache-noevction: {} }',
      '1:10',
      'unknown rule "elasticache-noevction"; did you mean "elasticache-noeviction"?',
    ],
    ['rules: { elasticache-noeviction: { severty: low } }', '1:36', 'unknown key "severty"; did you mean "severity"?'],
    [
      'parameters: { nope: {} }',
      '1:15',
      'unknown rule "nope"; expected one of ecs-scale-out-cooldown-long, elasticache-noeviction',
    ],
    [
      'parameters: { ecs-scale-out-cooldown-long: { maxSecond: 3 } }',
      '1:46',
      'rule "ecs-scale-out-cooldown-long" has no parameter "maxSecond"; did you mean "maxSeconds"?',
    ],
    [
      'parameters: { elasticache-noeviction: { x: 3 } }',
      '1:41',
      'rule "elasticache-noeviction" has no parameter "x"; it has none',
    ],
    [
      'parameters: { ecs-scale-out-cooldown-long: { maxSeconds: 30s } }',
      '1:58',
      'expected a number (seconds) for "maxSeconds"; found "30s"',
    ],
    [
      'parameters: { ecs-scale-out-cooldown-long: { names: [1] } }',
      '1:53',
      'expected a list, each entry text for "names"; found a list',
    ],
    ['parameters: { ecs-scale-out-cooldown-long: { constructor: 1 } }', '1:46', 'has no parameter "constructor"'],
    [
      'acceptedGaps: [{ api: "cx:*", reason: r, owner: o, expires: 2027-01-01 }]',
      '1:23',
      '"cx:*" matches no API that Headroom calls',
    ],
    [
      'acceptedGaps: [{ api: "ecs:DescribeService", reason: r, owner: o, expires: 2027-01-01 }]',
      '1:23',
      'unknown API that Headroom calls "ecs:DescribeService"; did you mean "ecs:DescribeServices"?',
    ],
    ['override: { warnAfter: 3d }', '1:11', 'failAfter (48h) comes before warnAfter (3d)'],
    ['override: { warnAfter: 3 days }', '1:24', 'expected a duration such as 30m, 24h or 7d; found "3 days"'],
    ['override: { quietHours: [{ from: "18:00", to: "25:00" }] }', '1:47', 'a time of day such as 18:00'],
    ['override: { quietHours: [{ days: [sunday], from: "18:00", to: "20:00" }] }', '1:35', 'sunday'],
    ['override: { quietHours: [{ from: "18:00", to: "18:00" }] }', '1:47', 'from and to are both 18:00'],
    [
      'override: { quietHours: [{ from: "18:00", to: "23:00", timezone: Asia/Tokio }] }',
      '1:66',
      'unknown time zone "Asia/Tokio"; did you mean "Asia/Tokyo"?',
    ],
    [
      'prices: [{ item: fargate-x86-vcp, region: us-east-1, usdPerHour: 1 }]',
      '1:18',
      'unknown price item "fargate-x86-vcp"; did you mean "fargate-x86-vcpu"?',
    ],
    [
      'prices: [{ item: opensearch-ocu, region: us-east-1, usdPerHour: -1 }]',
      '1:65',
      'expected a number of at least 0',
    ],
    ['principals: { iac: ["role/[a"] }', '1:21', '"role/[a" is not a glob'],
    [
      'workloads: [{ name: a, match: { kind: ecs-servic } }]',
      '1:39',
      'unknown kind "ecs-servic"; did you mean "ecs-service"?',
    ],
    ['workloads: [{ name: a, match: { kind: "rds-*" } }]', '1:39', '"rds-*" matches no kind'],
    ['workloads: [{ name: a, match: { name: "" } }]', '1:39', 'expected a glob; found empty text'],
    ['workloads: [{ name: a, match: { tags: { env: "(" } } }]', '1:46', 'is not a glob'],
    [
      'workloads: [{ name: a, match: { region: us-est-1x } }]',
      '1:41',
      '"us-est-1x" is not an AWS region; did you mean "us-east-1"?',
    ],
    [
      'workloads: [{ name: a, match: { account: 111122223333 } }]',
      '1:42',
      'expected text; found 111122223333; put it in quotes',
    ],
    ['workloads: [{ name: a, match: { account: "1234" } }]', '1:42', 'expected twelve digits or a glob; found "1234"'],
    [
      'workloads:\n  - { name: a, match: {} }\n  - { name: a, match: {} }',
      '3:13',
      'a workload "a" stands above already',
    ],
    [
      'workloads: [{ name: a, match: {}, baseline: { minCapacity: 9, maxCapacity: 3 } }]',
      '1:60',
      'minCapacity 9 exceeds maxCapacity 3',
    ],
    ['workloads: [{ name: a, match: {}, parameters: { nope: {} } }]', '1:49', 'unknown rule "nope"'],
    ['waivers: [{ rule: nope, reason: r, owner: o, expires: 2026-12-01 }]', '1:19', 'unknown rule "nope"'],
    [
      'waivers: [{ rule: "*", reason: r, owner: o, expires: 2027-12-01 }]',
      '1:54',
      'a waiver may run for 180 days, until 2027-05-21 (counted from the instant of judgement); found "2027-12-01"',
    ],
  ])('refuses %s', (text, place, message) => {
    const [first] = policyErrors(text);
    expect(first).toContain(`headroom.yaml:${place}: `);
    expect(first).toContain(message);
  });

  it('lists all mistakes at once', () => {
    expect(policyErrors('timezone: Mars\nregions: [x]\nrules: { y: {} }\n')).toHaveLength(3);
  });

  it('says when there is no such file', () => {
    expect(linesOf(() => loadPolicy('no/headroom.yaml', context), '-')).toEqual([
      'no/headroom.yaml: cannot read this policy: there is no such file or folder',
    ]);
  });
});

const waiver = (expires: string, more = '') => `waivers:
  - rule: elasticache-noeviction
    reason: sized
    owner: me
    expires: ${expires}
${more}`;

describe('loadWaivers', () => {
  it('reads waivers with their lines; an expired one is fine', () => {
    const { waivers, lines } = loadWaivers(fileOf(waiver('2020-01-01')), { ...context, timezone: 'UTC' });
    expect(waivers).toHaveLength(1);
    expect(lines).toEqual([2]);
  });

  it('counts 180 days in the time zone of the policy', () => {
    const lateEvening = Date.parse('2026-11-22T20:00:00Z');
    expect(waiverErrors(waiver('2027-05-22'), 'Asia/Tokyo', lateEvening)).toEqual([]);
    expect(waiverErrors(waiver('2027-05-22'), 'UTC', lateEvening)).toEqual([
      'headroom.yaml:5:14: a waiver may run for 180 days, until 2027-05-21 (counted from the instant of judgement); found "2027-05-22"',
    ]);
  });

  it.each<[string, string, string]>([
    ['no expiry', 'waivers: [{ rule: "*", reason: r, owner: o }]', '1:11: "expires" is missing; expected text'],
    [
      'an empty reason',
      'waivers: [{ rule: "*", reason: "", owner: o, expires: 2026-12-01 }]',
      '1:32: expected text that is not empty; found ""',
    ],
    ['a day that does not exist', waiver('2026-11-31'), '5:14: expected a day that exists; found "2026-11-31"'],
    ['a date as a person writes it', waiver('31.12.2026'), '5:14: expected a date as YYYY-MM-DD; found "31.12.2026"'],
    ['a misspelt key', waiver('2026-12-01', '    macth: {}\n'), '6:5: unknown key "macth"; did you mean "match"?'],
    [
      'a rule glob that matches none',
      'waivers: [{ rule: "rds-*", reason: r, owner: o, expires: 2026-12-01 }]',
      '1:19: "rds-*" matches no rule',
    ],
    ['a list at the root', '- rule: x', '1:1: expected a mapping of keys to values; found a list'],
  ])('refuses %s', (_, text, expected) => {
    expect(waiverErrors(text)[0]).toBe(`headroom.yaml:${expected}`);
  });
});
