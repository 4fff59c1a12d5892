import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { policyDocument } from '../../../src/commands/iam-policy.ts';
import { filesOf, roleFiles } from '../../../src/commands/init/files.ts';
import { choiceOf, type InitOptions } from '../../../src/commands/init/flags.ts';
import { environmentPattern, repositoryPattern, sessionSeconds } from '../../../src/commands/init/role.ts';
import { run } from '../../../src/commands/program.ts';
import { parseTemplate } from '../../../src/loaders/template.ts';
import { aTerminal } from '../../support/terminal.ts';

const oidc = 'token.actions.githubusercontent.com';

function roleTexts(over: Partial<InitOptions> = {}) {
  const options = { output: 'x', iamRole: ['both'], repository: 'acme/shop', ...over };
  const files = filesOf(choiceOf(options));
  const text = (path: string) => files.find((file) => file.path === path)?.text ?? '';
  return { cloudFormation: text(roleFiles.cloudformation), terraform: text(roleFiles.terraform) };
}

interface Template {
  Parameters: Record<string, { Default: string; AllowedPattern?: string }>;
  Resources: Record<string, { Condition?: string; DeletionPolicy?: string; Properties: Record<string, unknown> }>;
  Outputs: Record<string, { Value: unknown }>;
}
const template = (over?: Partial<InitOptions>) =>
  parseTemplate(roleTexts(over).cloudFormation, 'headroom-role.yaml').document as Template;

/** An object of HCL as a value: what init writes has no expressions in its policy. */
function hclObject(text: string): unknown {
  const json = text
    .replace(/^(\s*)("[^"]*"|\w+)\s+= /gm, (_, indent, key) => `${indent}${key.startsWith('"') ? key : `"${key}"`}: `)
    .replace(/(["\]}])\n(?=\s*")/g, '$1,\n')
    .replace(/,(?=\s*[\]}])/g, '');
  return JSON.parse(json);
}

/** Argument of jsonencode in a resource. */
function encoded(text: string, attribute: string): string {
  const from = text.indexOf(`${attribute} = jsonencode(`) + `${attribute} = jsonencode(`.length;
  return text.slice(from, text.indexOf('\n  })', from) + '\n  }'.length);
}

async function printed(...flags: string[]): Promise<unknown> {
  const recorded = aTerminal();
  expect(await run(['iam-policy', ...flags], recorded.terminal)).toBe(0);
  return JSON.parse(recorded.stdout());
}

describe('the role may do what headroom iam-policy prints', () => {
  it.each<[string, Partial<InitOptions>, string[]]>([
    ['of an audit', {}, []],
    ['with metrics', { metrics: true }, ['--metrics']],
    ['with costs', { cost: true }, ['--cost']],
    ['for the weekly workflow', { workflow: ['weekly'], headroom: `acme/headroom@${'a'.repeat(40)}` }, ['--metrics']],
  ])('%s, in CloudFormation and Terraform', async (_, over, flags) => {
    const expected = await printed(...flags);
    expect(template(over).Resources.Role?.Properties.Policies).toEqual([
      { PolicyName: 'headroom-read', PolicyDocument: expected },
    ]);
    const policy = encoded(roleTexts(over).terraform.split('resource "aws_iam_role_policy"')[1] ?? '', 'policy');
    expect(hclObject(policy)).toEqual(expected);
  });

  it('within the characters that IAM takes for an inline policy, and for a managed one too', () => {
    const characters = JSON.stringify(policyDocument({ metrics: true, cost: true })).replace(/\s/g, '').length;
    expect(characters).toBeLessThan(6_144);
    expect(characters).toBeLessThan(10_240);
  });

  it('and carries no managed policy beside it', () => {
    const { cloudFormation, terraform } = roleTexts();
    expect(cloudFormation).not.toContain('ManagedPolicyArns');
    expect(terraform).not.toMatch(/policy_attachment|managed_policy/);
  });
});

describe('the role is trusted to one environment of one repository', () => {
  const trust = (over?: Partial<InitOptions>) => template(over).Resources.Role?.Properties.AssumeRolePolicyDocument;

  it('in CloudFormation, in any partition', () => {
    expect(trust()).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: {
            Federated: {
              'Fn::If': [
                'CreatesProvider',
                { Ref: 'Provider' },
                { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${oidc}` },
              ],
            },
          },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              [`${oidc}:aud`]: 'sts.amazonaws.com',
              [`${oidc}:sub`]: { 'Fn::Sub': 'repo:$'.concat('{Repository}:environment:$', '{Environment}') },
            },
          },
        },
      ],
    });
  });

  it('in Terraform, in any partition', () => {
    const { terraform } = roleTexts();
    const conditions = encoded(terraform, 'assume_role_policy').match(/StringEquals = \{\n([\s\S]*?)\n\s+\}/)?.[1];
    expect(conditions?.split('\n').map((line) => line.trim())).toEqual([
      `"${oidc}:aud" = "sts.amazonaws.com"`,
      `"${oidc}:sub" = "repo:$`.concat('{var.headroom_repository}:environment:$', '{var.headroom_environment}"'),
    ]);
    expect(terraform).toContain('"arn:$'.concat('{data.aws_partition.headroom.partition}:iam::'));
    expect(terraform).not.toContain('StringLike');
  });

  it.each([
    ['acme/shop', 'aws-audit'],
    ['acme@1234/shop@5678', 'null'],
    ['0/1', '007'],
  ])('%s in %s', (repository, environment) => {
    const { Parameters } = template({ repository, environment });
    expect([Parameters.Repository?.Default, Parameters.Environment?.Default]).toEqual([repository, environment]);
    const { terraform } = roleTexts({ repository, environment });
    expect([...terraform.matchAll(/ default\s+= "(.*)"$/gm)].map(([, value]) => value)).toEqual([
      repository,
      environment,
    ]);
  });

  it.each([
    ['acme/*', 'a*'],
    ['*/shop', '*'],
    ['acme/shop:*', 'a:b'],
    ['acme/sh?p', 'a?'],
    ['acme', ''],
  ])('and neither %j nor %j may be put in its place later', (repository, environment) => {
    expect(repository).not.toMatch(new RegExp(repositoryPattern));
    expect(environment).not.toMatch(new RegExp(environmentPattern));
    expect(template().Parameters.Repository?.AllowedPattern).toBe(repositoryPattern);
    expect(template().Parameters.Environment?.AllowedPattern).toBe(environmentPattern);
    expect(roleTexts().terraform).toContain(`regex("${repositoryPattern}", var.headroom_repository)`);
    expect(roleTexts().terraform).toContain(`regex("${environmentPattern}", var.headroom_environment)`);
  });
});

describe('the role', () => {
  it('leaves the OIDC provider alone unless it is told to make it, without a thumbprint', () => {
    const { Parameters, Resources } = template();
    expect(Parameters.CreateProvider?.Default).toBe('false');
    expect(Resources.Provider).toEqual({
      Type: 'AWS::IAM::OIDCProvider',
      Condition: 'CreatesProvider',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { Url: `https://${oidc}`, ClientIdList: ['sts.amazonaws.com'] },
    });
    expect(roleTexts().terraform).toMatch(/count = var\.headroom_create_oidc_provider \? 1 : 0/);
    expect(roleTexts().terraform).not.toContain('thumbprint_list');
  });

  it('tells its ARN', () => {
    expect(template().Outputs.RoleArn?.Value).toEqual({ 'Fn::GetAtt': ['Role', 'Arn'] });
    expect(roleTexts().terraform).toMatch(/output "headroom_role_arn" \{[^}]*value\s+= aws_iam_role\.headroom\.arn/);
  });

  it('may be assumed for as long as the jobs that assume it may take', () => {
    expect(template().Resources.Role?.Properties.MaxSessionDuration).toBe(sessionSeconds);
    expect(roleTexts().terraform).toContain(`max_session_duration = ${sessionSeconds} `);
    const minutes = ['audit.yml', 'weekly.yml'].flatMap((name) => {
      const path = join(import.meta.dirname, '../../../.github/workflows', name);
      const { jobs } = parse(readFileSync(path, 'utf8')) as {
        jobs: Record<string, { 'timeout-minutes': number; permissions?: Record<string, string> }>;
      };
      return Object.values(jobs).flatMap((job) =>
        job.permissions?.['id-token'] === 'write' ? job['timeout-minutes'] : [],
      );
    });
    expect(minutes.length).toBe(2);
    expect(Math.max(...minutes) * 60).toBeLessThanOrEqual(sessionSeconds);
  });
});
