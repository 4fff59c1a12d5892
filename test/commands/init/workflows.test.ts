import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lintWorkflow } from '../../../scripts/check-workflows.ts';
import { parseEnvironment, parseRoleArn, parseSource } from '../../../src/commands/init/answers.ts';
import { workflowNames } from '../../../src/commands/init/choice.ts';
import { filesOf } from '../../../src/commands/init/files.ts';
import { choiceOf, type InitOptions } from '../../../src/commands/init/flags.ts';
import { type WorkflowParts, workflowTexts } from '../../../src/commands/init/workflow-text.ts';

const folder = join(import.meta.dirname, '../../../.github/workflows');
const commit = '0123456789abcdef0123456789abcdef01234567';
const plain: WorkflowParts = {
  source: { repository: 'acme/headroom', commit },
  roleArn: 'arn:aws:iam::111122223333:role/headroom-audit',
  region: 'eu-central-1',
  environment: 'aws-audit',
  account: '111122223333',
  metrics: true,
  cost: true,
};

/** What YAML readers would take for something else, and names at the ends of what is accepted. */
const odd: Partial<WorkflowParts>[] = [
  {},
  { roleArn: null, region: null, account: null, metrics: false, cost: false },
  { environment: 'true' },
  { environment: '0777' },
  { environment: '1e3' },
  { environment: 'null' },
  { environment: '2026-11-22' },
  { environment: 'no' },
  { environment: '1.0' },
  { account: '000000000012' },
  { source: { repository: '0/-', commit: '1'.repeat(40) } },
  { source: { repository: 'null/true', commit: `${'0'.repeat(38)}e1` } },
  { source: { repository: 'a_b-c/.x..y', commit: 'e'.repeat(40) } },
  { roleArn: 'arn:aws-us-gov:iam::111122223333:role/path/with=odd,+@.-names' },
  { roleArn: 'arn:aws-cn:iam::111122223333:role/x' },
];
const cases = workflowNames.flatMap((name) => odd.map((over) => [name, { ...plain, ...over }] as const));

interface Called {
  on: { workflow_call?: { inputs: Record<string, { required?: boolean; type: string }> } };
  concurrency?: { group: string };
  jobs: Record<string, { permissions?: Record<string, string> }>;
}
interface Job {
  uses?: string;
  with?: Record<string, unknown>;
  permissions?: Record<string, string>;
  steps?: { uses?: string; with?: Record<string, unknown> }[];
}
interface Caller {
  permissions: object;
  concurrency: { group: string };
  jobs: Record<string, Job>;
}
const written = (name: (typeof workflowNames)[number], parts = plain) => parse(workflowTexts[name](parts)) as Caller;

describe('written workflows', () => {
  it.each(cases)('%s has no lint problem and is pinned: %j', async (name, parts) => {
    const text = workflowTexts[name](parts);
    const path = `headroom-${name}.yml`;
    const problems = (await lintWorkflow(path, text)).filter((one) => !one.includes('pin the action by commit'));
    expect(problems).toEqual([]);
    const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, what = '']) => what);
    expect(uses.filter((what) => !/^[\w./-]+@[0-9a-f]{40}( # v[\d.]+)?$/.test(what))).toEqual([]);
  });

  it.each(cases)('%s reads back what it was made of: %j', (name, parts) => {
    const { jobs } = written(name, parts);
    const job = jobs[name];
    expect(job?.uses).toBe(`${parts.source.repository}/.github/workflows/${name}.yml@${parts.source.commit}`);
    expect(job?.with).toMatchObject({
      'headroom-repository': parts.source.repository,
      'headroom-ref': parts.source.commit,
      ...(name === 'gate'
        ? { ...(parts.account && { account: parts.account }), ...(parts.region && { region: parts.region }) }
        : {
            'role-arn': parts.roleArn ?? expression('vars.HEADROOM_ROLE_ARN'),
            region: parts.region ?? expression("vars.HEADROOM_REGION || 'us-east-1'"),
            environment: parts.environment,
            ...(name === 'audit' && parts.metrics && { metrics: true }),
            ...(name === 'weekly' && parts.cost && { cost: true }),
          }),
    });
  });

  it('have no lint problem, and read back, whatever flags are accepted', async () => {
    const accepted = (reads: (text: string) => unknown) => (text: string) => {
      try {
        return reads(text) !== null;
      } catch {
        return false;
      }
    };
    const parts = fc.record({
      repository: fc.stringMatching(/^[\w-]{1,8}\/[\w.-]{1,8}$/),
      commit: fc.stringMatching(/^([0-9a-f]{40}|[0-9]{20}e[0-9]{19})$/),
      environment: fc.oneof(fc.string(), fc.stringMatching(/^[\w.-]{1,6}$/)).filter(accepted(parseEnvironment)),
      path: fc.stringMatching(/^[\w+=,.@/-]{1,12}$/),
    });
    const property = fc.asyncProperty(parts, async ({ repository, commit, environment, path }) => {
      const given = `${repository}@${commit}`;
      fc.pre(accepted(parseSource)(given));
      const roleArn = parseRoleArn(`arn:aws:iam::111122223333:role/${path}`);
      const text = workflowTexts.audit({ ...plain, source: parseSource(given), environment, roleArn });
      const job = (parse(text) as Caller).jobs.audit;
      expect(job?.with).toMatchObject({ 'headroom-ref': commit, environment, 'role-arn': roleArn });
      const problems = await lintWorkflow('x.yml', text);
      expect(problems.filter((one) => !one.includes('pin the action by commit'))).toEqual([]);
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it.each(workflowNames)('%s grants nothing at the top, and no job may both assume a role and write', (name) => {
    const { permissions, jobs } = written(name);
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs).filter(({ uses }) => uses === undefined)) {
      expect(Object.values(job.permissions ?? {}).filter((one) => one === 'write').length).toBeLessThan(2);
    }
  });

  it('the plan job runs for branches of the repository alone, and reuses what this repository pins', () => {
    const text = workflowTexts.gate(plain);
    expect(text).toContain('if: $'.concat('{{ github.event.pull_request.head.repo.full_name == github.repository }}'));
    const own = ['audit.yml', 'gate.yml'].map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    const pins = [...text.matchAll(/uses: ((?:actions|aws-actions)\/.*)$/gm)].map(([, what = '']) => what);
    expect(pins.length).toBe(3);
    for (const pin of pins) expect(own).toContain(`uses: ${pin}\n`);
  });

  it('names the role by the partition of the region', () => {
    const arns = ['eu-central-1', 'cn-north-1', 'us-gov-west-1'].map((region) => {
      const options: InitOptions = {
        output: 'x',
        workflow: ['audit'],
        headroom: `acme/headroom@${commit}`,
        account: plain.account ?? '',
        region: [region],
      };
      const text = filesOf(choiceOf(options)).find(({ path }) => path.endsWith('audit.yml'))?.text ?? '';
      return (parse(text) as Caller).jobs.audit?.with?.['role-arn'];
    });
    expect(arns).toEqual([
      'arn:aws:iam::111122223333:role/headroom-audit',
      'arn:aws-cn:iam::111122223333:role/headroom-audit',
      'arn:aws-us-gov:iam::111122223333:role/headroom-audit',
    ]);
  });
});

/** Reusable workflows of this repository that callers may be held to. */
const called = workflowNames.flatMap((name) => {
  const path = join(folder, `${name}.yml`);
  const workflow = existsSync(path) ? (parse(readFileSync(path, 'utf8')) as Called) : null;
  return workflow?.on.workflow_call ? [[name, workflow] as const] : [];
});

describe.each(called)('what calls %s.yml', (name, { on, jobs, concurrency }) => {
  const caller = written(name);
  const inputs = on.workflow_call?.inputs ?? {};

  it('passes inputs that it has, of their types, and all that it requires', () => {
    const given = caller.jobs[name]?.with ?? {};
    expect(Object.keys(given).filter((one) => !(one in inputs))).toEqual([]);
    for (const [one, value] of Object.entries(given)) expect(typeof value).toBe(inputs[one]?.type);
    expect(Object.keys(inputs).filter((one) => inputs[one]?.required && !(one in given))).toEqual([]);
  });

  it('grants what its jobs ask for, and nothing else', () => {
    const asked = Object.assign({}, ...Object.values(jobs).map((job) => job.permissions ?? {})) as object;
    expect(caller.jobs[name]?.permissions).toEqual(asked);
  });

  it('does not wait in the same group as it, which would be for itself', () => {
    expect(caller.concurrency.group).not.toBe(concurrency?.group);
  });
});

it('callers are held to every one of them', () => expect(called.map(([name]) => name)).toEqual(workflowNames));

const expression = (text: string) => ['$', `{{ ${text} }}`].join('');
