import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparisonOf } from '../../src/evaluator/drift/drift.ts';
import { planRevert } from '../../src/evaluator/revert/plan.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import { RevertPlan, type RevertStep, revertSchemaId } from '../../src/model/revert.ts';
import { renderRevertJson, renderRevertScript } from '../../src/reporters/revert-script.ts';
import { hostileNames } from '../support/report.ts';
import { aLedger, anOverride } from '../support/revert.ts';
import { asArgument, runScript } from '../support/revert-script.ts';
import { aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';
import { hostileText } from './hostile-text.ts';

const yes = { HEADROOM_YES: '1', HEADROOM_OLD: '1' };
const account = '111122223333';
const whoami = ['sts', 'get-caller-identity', '--query', 'Account', '--output', 'text'];

const textOf = (plan: RevertPlan) => [...renderRevertScript(plan)].join('');
const stepsOf = (plan: RevertPlan) => plan.accounts.flatMap((one) => one.steps);
const runnable = (plan: RevertPlan) => stepsOf(plan).filter((step) => step.blocked === null);
/** What aws is to be called with, its own name apart. */
const argumentsOf = (plan: RevertPlan) =>
  runnable(plan).flatMap((step) => step.commands.map((words) => words.slice(1).map(asArgument)));

function aStep(text: string, number: number, over: Partial<RevertStep> = {}): RevertStep {
  return {
    number,
    phase: 'minimum',
    what: text,
    subject: { kind: text, key: text, account, region: text, id: text, name: text, owner: text },
    values: [{ attribute: text, from: text, to: { [text]: text } }],
    why: [{ source: 'drift', fingerprint: null, by: text, since: text, event: text, tag: text, text }],
    usdPerDay: 12,
    effects: [text],
    waitFirst: { seconds: 60, for: text },
    after: [],
    risk: 'high',
    commands: [['aws', 'one', text, `--name=${text}`]],
    undo: [['aws', 'undo', text]],
    caveats: [text],
    blocked: null,
    ...over,
  };
}

function aPlan(steps: RevertStep[], over: Partial<RevertPlan> = {}): RevertPlan {
  return {
    schema: revertSchemaId,
    generatedAt: testNow,
    tool: 'headroom test',
    snapshot: { takenAt: testNow, source: 'aws', scopes: [{ partition: 'aws', account, region: 'eu-central-1' }] },
    baseline: null,
    accounts: [{ account, partition: 'aws', usdPerDay: null, unpriced: 0, steps }],
    leftAlone: [],
    unseen: [],
    ...over,
  };
}

/** Every text of a plan is the same hostile one; the second step is blocked. */
const hostilePlan = (text: string) =>
  aPlan(
    [aStep(text, 1), aStep(text, 2, { blocked: { reason: text, until: text } }), aStep(text, 3, { waitFirst: null })],
    {
      leftAlone: [{ subject: aStep(text, 1).subject, value: text, why: text }],
      unseen: [{ fact: text, reason: 'denied', api: text }],
      baseline: { takenAt: text },
    },
  );

/** What keeps a line from being a workflow command of GitHub. */
const withoutBreakers = (script: string) => script.replaceAll('#\u200b#', '##').replaceAll(':\u200b:', '::');

/** All that a terminal would not show as it is, line feeds apart. */
const moving = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

describe('bash gives aws exactly the arguments of the plan, in order', () => {
  test.each(hostileNames.filter((name) => name.length < 5_000).map((name) => [name]))('%j', (name) => {
    const plan = hostilePlan(name);
    const ran = runScript(textOf(plan), yes);
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    expect(ran.calls).toEqual([whoami, ...argumentsOf(plan)]);
    expect(ran.naps).toEqual([['60']]);
  });

  test('whatever texts an account holds', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const plan = hostilePlan(text);
        const ran = runScript(textOf(plan), yes);
        expect([ran.status, ran.stderr]).toEqual([0, '']);
        expect(ran.calls).toEqual([whoami, ...argumentsOf(plan)]);
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  test('of commands that are written for hostile names', () => {
    const names = [...hostileNames, 'file:///etc/passwd', '-n', "a'b`c$(d)\ne%f g", '\u00e9\u4e2d \u2028'];
    for (const name of names.filter((one) => one.length < 5_000)) expectExact(name);
  });

  test('of commands that are written for any names', () => {
    fc.assert(fc.property(hostileText, expectExact), { numRuns: 40, seed: 13 });
  });
});

function expectExact(name: string): void {
  const plan = planOf(name);
  expect(RevertPlan.parse(plan)).toEqual(plan);
  expect(new Set(runnable(plan).map(({ subject }) => subject.kind))).toEqual(
    new Set(['scalable-target', 'scaling-policy', 'scheduled-action', 'cloudwatch-alarm', 'lambda-function']),
  );
  const ran = runScript(textOf(plan), yes);
  expect([ran.status, ran.stderr]).toEqual([0, '']);
  expect(ran.calls).toEqual([whoami, ...argumentsOf(plan)]);
}

/** Bounds that were raised, policies, actions, alarms and functions that changed, went or came: all bear that name. */
function planOf(name: string): RevertPlan {
  const on = { resourceId: `service/shop/${name}` };
  const target = aResource('scalable-target', { attributes: { ...on, minCapacity: 100, maxCapacity: 400 } });
  const policy = (target: number) => {
    const configuration = { TargetValue: target, PredefinedMetricSpecification: { ResourceLabel: name } };
    return aResource('scaling-policy', {
      attributes: { ...on, policyName: name, targetValue: target, alarmNames: [], configuration },
    });
  };
  const added = aResource('scaling-policy', { attributes: { ...on, policyName: `emergency ${name}` } });
  const action = aResource('scheduled-action', { attributes: { ...on, actionName: name } });
  const alarm = (actionsEnabled: boolean) =>
    aResource('cloudwatch-alarm', { attributes: { alarmName: name, actionsEnabled } });
  const lambda = (reserved: number | null) =>
    aResource('lambda-function', { attributes: { functionName: name, reservedConcurrency: reserved } });
  const world = buildWorld(
    aSnapshot([target, policy(60), added, alarm(false), lambda(5)]),
    aPolicy(),
    Date.parse(testNow),
    { baseline: aSnapshot([target, policy(50), action, alarm(true), lambda(null)]) },
  );
  return planRevert({
    world,
    ledger: aLedger([anOverride(target, 'minCapacity', 10), anOverride(target, 'maxCapacity', 300)]),
    drift: comparisonOf(world)?.report ?? null,
    tool: 'headroom test',
  });
}

describe('comments stay comments', () => {
  test.each(hostileNames.map((name) => [name]))('with %j in them', (name) => {
    const script = textOf(hostilePlan(name));
    expect(withoutBreakers(script)).not.toMatch(moving);
    expect(script).not.toMatch(/##\[|^\s*::/m);
    expect(spawnSync('/bin/bash', ['-n'], { input: script }).status).toBe(0);
  });

  test('with any text in them', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(withoutBreakers(textOf(hostilePlan(text)))).not.toMatch(moving);
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

test('shellcheck has nothing to say, where it is installed', (context) => {
  const version = spawnSync('shellcheck', ['--version']);
  if (version.status !== 0) return context.skip('shellcheck is not installed here');
  const script = textOf(hostilePlan(`it's "$(odd)"\n`));
  const checked = spawnSync('shellcheck', ['-s', 'bash', '-'], { input: script, encoding: 'utf8' });
  expect([checked.status, checked.stdout]).toEqual([0, '']);
});

test('the JSON plan holds the commands that the script runs, and those that it comments out', () => {
  const plan = hostilePlan('web');
  const parsed = RevertPlan.parse(JSON.parse([...renderRevertJson(plan)].join('')));
  expect(parsed).toEqual(plan);
  const script = textOf(plan);
  expect(runScript(script, yes).calls.slice(1)).toEqual(argumentsOf(parsed));
  expect(script.match(/^ {2}# aws one web --name=web$/gm)).toHaveLength(1);
});

describe('the script asks', () => {
  const plan = aPlan([aStep('one', 1), aStep('two', 2, { after: [1] }), aStep('three', 3)]);
  /** The terminal is a file here, whose first line answers every question. */
  const answering = (answer: string, folder = '/tmp') => {
    const file = `${folder}/headroom-answer-${process.pid}`;
    writeFileSync(file, `${answer}\n`);
    return runScript(textOf(plan).replaceAll('/dev/tty', file));
  };

  test.each([
    ['y', 0, 4],
    ['s', 0, 1],
    ['q', 0, 1],
    ['', 0, 1],
  ])('and "%s" ends with %i after %i calls', (answer, status, calls) => {
    const ran = answering(answer);
    expect([ran.status, ran.calls.length]).toEqual([status, calls]);
    expect(ran.naps).toEqual([]);
  });

  test('and a step whose predecessor was skipped is skipped without a question', () => {
    expect(answering('s').stdout).toContain('Skipped: it needs step 1, which did not run.');
  });

  test('and stops where there is nobody to ask', () => {
    const ran = runScript(textOf(plan));
    expect(ran.status).toBe(1);
    expect(ran.calls).toEqual([whoami]);
    expect(ran.stderr).toContain('HEADROOM_YES=1');
  });
});

describe('the script tells how old its snapshot is', () => {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const takenAgo = (hours: number) => {
    const plan = aPlan([aStep('one', 1)]);
    return textOf({ ...plan, snapshot: { ...plan.snapshot, takenAt: hoursAgo(hours) } });
  };

  test('and runs without asking within a day', () => {
    const ran = runScript(takenAgo(3.5), { HEADROOM_YES: '1' });
    expect([ran.status, ran.calls.length]).toEqual([0, 2]);
    expect(ran.stdout).toMatch(/^The snapshot was taken at \S+, 3 hours ago\./);
  });

  test('and nothing runs without asking after a day', () => {
    const ran = runScript(takenAgo(25), { HEADROOM_YES: '1' });
    expect([ran.status, ran.calls]).toEqual([1, []]);
    expect(ran.stderr).toContain('take a new one');
  });
});

test('nothing runs with the credentials of another account', () => {
  const ran = runScript(textOf(aPlan([aStep('one', 1)])), yes, '999988887777');
  expect([ran.status, ran.calls]).toEqual([1, [whoami]]);
  expect(ran.stderr).toContain('These credentials are of account 999988887777; the script is for 111122223333.');
});

test('of several accounts the section runs whose credentials are used', () => {
  const other = '444455556666';
  const accounts = [account, other].map((id) => ({
    account: id,
    partition: 'aws',
    usdPerDay: null,
    unpriced: 0,
    steps: [aStep(id, 1)],
  }));
  const ran = runScript(textOf(aPlan([], { accounts })), yes, other);
  expect(ran.calls).toEqual([whoami, ['one', other, `--name=${other}`]]);
});

test('a command that fails ends the script, and the step is named', () => {
  const script = textOf(aPlan([aStep('one', 1, { commands: [['false']] }), aStep('two', 2)]));
  const ran = runScript(script, yes);
  expect([ran.status, ran.calls]).toEqual([1, [whoami]]);
  expect(ran.stderr).toContain('Stopped in step 1 (exit code 1).');
});

test('a plan without steps is a script that says so', () => {
  const ran = runScript(textOf(aPlan([])), yes);
  expect(ran.status).toBe(0);
  expect(ran.stdout).toContain(`\nAccount ${account}: nothing to bring back\n`);
});
