import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyText } from '../../../src/commands/draft-text.ts';
import { eventsText } from '../../../src/commands/init/events-text.ts';
import { run } from '../../../src/commands/program.ts';
import { loadEvents } from '../../../src/loaders/events.ts';
import { refuseExisting, writeNewFiles } from '../../../src/loaders/new-files.ts';
import { loadPolicy } from '../../../src/loaders/policy.ts';
import { writeSnapshot } from '../../../src/loaders/snapshot-text.ts';
import { kinds } from '../../../src/resources/index.ts';
import { allRules } from '../../support/sandbox-audit.ts';
import { aTerminal } from '../../support/terminal.ts';
import { aResource, aSnapshot } from '../../support/world.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const workflow = ['--workflow', 'audit', '--headroom', `acme/headroom@${commit}`];
const expression = ['$', '{{ x }}'].join('');
const role = ['--iam-role', 'terraform', '--repository', 'acme/shop'];

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-init-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function init(...args: string[]) {
  const recorded = aTerminal({ cwd });
  const code = await run(['init', ...args], recorded.terminal);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

const written = () => readdirSync(cwd, { recursive: true, encoding: 'utf8' }).sort();
const read = (path: string) => readFileSync(join(cwd, path), 'utf8');

/** Comments that hold an example become what they show. */
const uncommented = (text: string) =>
  text
    .replace(/^(workloads|events): \[\]$/m, '$1:')
    .replace(/^#( {2,}\S)/gm, '$1')
    .replace(/^# (?=(costOwner|alerting|override|principals|regions):)/gm, '');

describe('headroom init writes', () => {
  it.each<[string, string[], string[]]>([
    ['the policy alone', [], ['headroom.yaml']],
    ['a calendar', ['--events'], ['events.yaml', 'headroom.yaml']],
    ['a calendar alone', ['--events', '--no-policy'], ['events.yaml']],
    [
      'each workflow once',
      [...workflow, '--workflow', 'audit', '--no-policy'],
      ['.github/workflows/headroom-audit.yml'],
    ],
    ['a role', [...role, '--no-policy'], ['headroom-role.tf']],
    [
      'both languages of a role',
      [...role, '--iam-role', 'both', '--no-policy'],
      ['headroom-role.tf', 'headroom-role.yaml'],
    ],
    ['into a folder that is not there yet', ['--directory', 'a/b'], ['a/b/headroom.yaml']],
    ['the policy under a name of its own', ['--output', 'sub/capacity.yaml'], ['sub/capacity.yaml']],
  ])('%s', async (_, args, files) => {
    const { code, stdout, stderr } = await init(...args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(written().filter((path) => /\.\w+$/.test(path) && path !== '.github')).toEqual(files);
    const names = args.includes('a/b') ? ['headroom.yaml'] : files;
    for (const name of names) expect(stderr).toContain(name);
    expect(stderr).toMatch(/\nNext:\n {2}\S/);
  });

  it('the policy to stdout, beside files', async () => {
    const { code, stdout, stderr } = await init('--output', '-', '--events');
    expect(code).toBe(0);
    expect(stdout).toBe(emptyText());
    expect(written()).toEqual(['events.yaml']);
    expect(stderr).toContain('written: events.yaml\n');
  });

  it('the regions that are named, and those of the snapshot else', async () => {
    writeFileSync(join(cwd, 's.json'), [...writeSnapshot(aSnapshot([aResource('ecs-service')]))].join(''));
    await init('--region', 'eu-west-1', '--region', 'us-east-1', '--output', 'named.yaml');
    await init('--from-snapshot', 's.json', '--output', 'drafted.yaml', ...workflow);
    expect(read('named.yaml')).toContain('\nregions: [eu-west-1, us-east-1]');
    expect(read('drafted.yaml')).toContain('\nregions: [eu-central-1]');
    expect(read('.github/workflows/headroom-audit.yml')).toContain('\n      region: eu-central-1\n');
  });

  it.each<[string, string[], RegExp[]]>([
    ['alone', [], [/headroom snapshot --output snapshot\.json/, /headroom audit --snapshot snapshot\.json/]],
    [
      'in another folder',
      ['--directory', 'audit'],
      [/headroom audit --policy audit\/headroom\.yaml --snapshot snapshot\.json/],
    ],
    [
      'under another name',
      ['--output', "it's.yaml"],
      [/headroom audit --policy 'it'\\''s\.yaml' --snapshot snapshot\.json/],
    ],
    [
      'with a role',
      ['--iam-role', 'cloudformation', '--repository', 'acme/shop', '--directory', 'my infra'],
      [/aws cloudformation deploy .*--template-file 'my infra\/headroom-role\.yaml'/, /gh api --method PUT/],
    ],
    [
      'with a workflow and no account',
      workflow,
      [/gh api --method PUT .*aws-audit/, /gh variable set HEADROOM_ROLE_ARN/],
    ],
    ['with a Terraform role', role, [/terraform apply/]],
  ])('and tells the next commands: %s', async (_, args, commands) => {
    const { stderr } = await init(...args);
    for (const command of commands) expect(stderr).toMatch(command);
    expect(stderr.split('Next:\n')[1]?.match(/^ {2}\S/gm)?.length).toBeLessThanOrEqual(3);
  });
});

describe('headroom init overwrites nothing', () => {
  it.each<[string, () => void, RegExp]>([
    [
      'files that are there are all named',
      () => {
        writeFileSync(join(cwd, 'events.yaml'), 'mine\n');
        writeFileSync(join(cwd, 'headroom-role.tf'), 'mine\n');
      },
      /headroom: events\.yaml, headroom-role\.tf are there already, and init overwrites nothing/,
    ],
    [
      'a link that leads nowhere is there',
      () => symlinkSync('nowhere', join(cwd, 'headroom-role.tf')),
      /headroom-role\.tf is there/,
    ],
    ['a folder is there', () => mkdirSync(join(cwd, 'events.yaml')), /events\.yaml is there/],
    [
      'a file stands where a folder must be',
      () => writeFileSync(join(cwd, '.github'), ''),
      /headroom-audit\.yml: cannot write this file: .*\.github is no folder/,
    ],
    [
      'a link that leads nowhere stands there',
      () => symlinkSync('nowhere', join(cwd, '.github')),
      /\.github is no folder/,
    ],
  ])('%s', async (_, before, message) => {
    before();
    const was = written();
    const { code, stdout, stderr } = await init('--events', ...workflow, ...role);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(written()).toEqual(was);
  });

  it.skipIf(process.getuid?.() === 0)('a folder that may not be written to is found out before', async () => {
    mkdirSync(join(cwd, '.github'));
    chmodSync(join(cwd, '.github'), 0o555);
    const { code, stderr } = await init(...workflow);
    expect(code).toBe(2);
    expect(stderr).toMatch(/permission denied/);
    expect(written()).toEqual(['.github']);
  });

  it('what appears after the check is not touched, and what was written is taken back', () => {
    const files = ['a', 'b/c', 'd'].map((path) => ({ path, text: 'new' }));
    refuseExisting(cwd, files, '');
    writeFileSync(join(cwd, 'd'), 'mine');
    expect(() => writeNewFiles(cwd, files)).toThrow(
      /d: cannot write this file: it is there already; nothing was written/,
    );
    expect(written()).toEqual(['b', 'd']);
    expect(read('d')).toBe('mine');
  });

  it('two files of one name are refused, in any capitals', async () => {
    const { code, stderr } = await init('--events', '--output', './Events.yaml');
    expect(code).toBe(2);
    expect(stderr).toMatch(/two files would go to events\.yaml/);
    expect(written()).toEqual([]);
  });
});

describe('flags that make no sense end 2, and nothing is written', () => {
  const headroom = ['--headroom', `acme/headroom@${commit}`];
  const repository = ['--repository', 'acme/shop'];
  it.each<[string, string[], RegExp]>([
    [
      'a half-typed workflow',
      ['--workflow', 'week', ...headroom],
      /--workflow: unknown workflow "week"; did you mean "weekly"\?/,
    ],
    ['a misspelt workflow', ['--workflow', 'adit', ...headroom], /did you mean "audit"\?/],
    ['another workflow', ['--workflow', 'deploy', ...headroom], /expected one of audit, gate, weekly/],
    ['a half-typed format', ['--iam-role', 'cloud', ...repository], /did you mean "cloudformation"\?/],
    ['another format', ['--iam-role', 'pulumi', ...repository], /expected one of cloudformation, terraform/],
    ['a half-typed flag', ['--work', 'audit'], /unknown option '--work'/],
    ['a workflow without Headroom', ['--workflow', 'audit'], /with --headroom owner\/name@commit/],
    ['a role without a repository', ['--iam-role', 'terraform'], /with --repository owner\/name/],
    [
      'a tag in the place of a commit',
      ['--workflow', 'audit', '--headroom', 'acme/headroom@v1'],
      /40 hex digits of a commit.*git ls-remote https:\/\/github\.com\/acme\/headroom HEAD/,
    ],
    ['no commit', ['--workflow', 'audit', '--headroom', 'acme/headroom'], /40 hex digits/],
    [
      'no repository of Headroom',
      ['--workflow', 'audit', '--headroom', `headroom@${commit}`],
      /expected the repository of Headroom/,
    ],
    [
      'a repository of dots',
      ['--workflow', 'audit', '--headroom', `acme/..@${commit}`],
      /expected the repository of Headroom/,
    ],
    ...[
      'acme/*',
      '*/shop',
      'acme',
      'acme/shop/x',
      'acme/shop:ref',
      'acme/sh op',
      'acme/..',
      'acme@1/shop',
      'acme/shop@1',
      'acme/shop\n',
      `${expression}/y`,
      '',
      '-acme/shop',
      'acmé/shop',
    ].map((one): [string, string[], RegExp] => [
      `the repository ${JSON.stringify(one)}`,
      ['--iam-role', 'terraform', '--repository', one],
      /--repository: expected one repository/,
    ]),
    ...['*', 'a b', 'a:b', expression, 'a\n', '', '-a', 'é'].map((one): [string, string[], RegExp] => [
      `the environment ${JSON.stringify(one)}`,
      [...role, `--environment=${one}`],
      /expected an environment|argument missing/,
    ]),
    ['an account of letters', [...workflow, '--account', '11112222333x'], /12 digits/],
    ['a short account', [...workflow, '--account', '1234'], /12 digits/],
    [
      'a user in the place of a role',
      [...workflow, '--role-arn', 'arn:aws:iam::111122223333:user/x'],
      /expected a role such as/,
    ],
    [
      'an expression in a role',
      [...workflow, '--role-arn', `arn:aws:iam::111122223333:role/${expression}`],
      /expected a role such as/,
    ],
    ['a misspelt region', ['--region', 'eu-centrall-1'], /--region: .*eu-central-1/],
    [
      'an account beside a role',
      [...workflow, '--account', '111122223333', '--role-arn', 'arn:aws:iam::111122223333:role/x'],
      /leave --account out/,
    ],
    [
      'a role that is there beside one that is written',
      [...workflow, ...role, '--role-arn', 'arn:aws:iam::111122223333:role/x'],
      /leave one of them out/,
    ],
    ['nothing to write', ['--no-policy'], /nothing to write/],
    [
      'a snapshot that drafts nothing',
      ['--no-policy', '--events', '--from-snapshot', 'x.json'],
      /--from-snapshot changes nothing/,
    ],
    ['a region of nothing', ['--no-policy', '--events', '--region', 'eu-west-1'], /--region changes nothing/],
    ['Headroom of no workflow', headroom, /--headroom changes nothing without --workflow/],
    ['an account of no workflow', [...role, '--account', '111122223333'], /--account changes nothing/],
    ['a role of no workflow', ['--role-arn', 'arn:aws:iam::111122223333:role/x'], /--role-arn changes nothing/],
    ['a repository of no role', [...workflow, ...repository], /--repository changes nothing without --iam-role/],
    ['metrics of no role', ['--metrics'], /--metrics changes nothing/],
    ['costs of no weekly report', [...workflow, '--cost'], /--cost changes nothing/],
    ['an environment of nothing', ['--environment', 'prod'], /--environment changes nothing/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await init(...args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(written()).toEqual([]);
  });
});

describe('what is drafted without a snapshot', () => {
  const known = {
    rules: allRules,
    kinds: ['scalable-target', ...kinds.map(({ kind }) => kind)],
    apis: [],
    now: Date.parse('2026-11-22T04:00:00Z'),
  };

  it('is a policy that loads, its examples too', () => {
    writeFileSync(join(cwd, 'headroom.yaml'), uncommented(emptyText()));
    const { policy } = loadPolicy(join(cwd, 'headroom.yaml'), known);
    expect(policy).toMatchObject({
      regions: ['eu-central-1'],
      alerting: 'external',
      principals: { iac: ['*:role/terraform-*'] },
      workloads: [{ name: 'web' }],
    });
  });

  it('is a calendar that loads, its examples too, of the workload that the policy shows', () => {
    const policyPath = join(cwd, 'headroom.yaml');
    writeFileSync(policyPath, uncommented(emptyText()));
    const { policy } = loadPolicy(policyPath, known);
    const events = (text: string) => {
      writeFileSync(join(cwd, 'events.yaml'), text);
      return loadEvents(join(cwd, 'events.yaml'), { ...known, policy, hasPolicy: true }).events;
    };
    expect(events(eventsText)).toEqual([]);
    expect(events(uncommented(eventsText)).map(({ id }) => id)).toEqual(['spring-sale-2027', 'friday-evening']);
  });

  it('is accepted by headroom events as it is written', async () => {
    await init('--events');
    writeFileSync(join(cwd, 's.json'), [...writeSnapshot(aSnapshot([aResource('ecs-service')]))].join(''));
    const recorded = aTerminal({ cwd });
    expect(await run(['events', '--snapshot', 's.json'], recorded.terminal)).toBe(0);
  });
});
