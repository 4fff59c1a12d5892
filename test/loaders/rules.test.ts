import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadRuleFiles, loadRules } from '../../src/loaders/rules.ts';
import { UsageError } from '../../src/model/usage-error.ts';

const root = mkdtempSync(join(tmpdir(), 'headroom-rules-'));
afterAll(() => rmSync(root, { recursive: true }));

function ruleText(id: string, changes: Record<string, string> = {}): string {
  const members: Record<string, string> = {
    id,
    title: 'Scale-out cooldown is too long',
    severity: 'medium',
    subject: 'scaling-policy',
    rationale: 'Users wait.',
    parameters: '{ maxSeconds: { default: 60, description: Longest cooldown. } }',
    require: '{ all: [ { fact: cooldown, operator: lessThanInclusive, value: { fact: param.maxSeconds } } ] }',
    remediation: '{ summary: Lower it. }',
    references: '["https://docs.aws.amazon.com/x"]',
    examples: '{ pass: [ { name: short } ], fail: [ { name: long } ] }',
    ...changes,
  };
  return Object.entries(members)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

let folders = 0;
function folderOf(files: Record<string, string>): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function errorOf(action: () => unknown, folder: string): string {
  try {
    action();
  } catch (error) {
    if (error instanceof UsageError) return error.message.replaceAll(folder, 'rules');
    throw error;
  }
  return 'no error';
}

function errorIn(files: Record<string, string>): string {
  const folder = folderOf(files);
  return errorOf(() => loadRules([folder]), folder);
}

describe('loadRules', () => {
  it('finds rules at any depth and sorts them by id', () => {
    const folder = folderOf({ 'z/b-rule.yaml': ruleText('b-rule'), 'a-rule.yaml': ruleText('a-rule'), 'x.md': '' });
    const user = folderOf({ 'deep/er/aa-rule.yaml': ruleText('aa-rule') });
    expect(loadRules([folder, user]).map(({ id }) => id)).toEqual(['a-rule', 'aa-rule', 'b-rule']);
    expect(loadRuleFiles([folder])[1]?.file).toBe(join(folder, 'z/b-rule.yaml'));
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'an id that is not the file name',
      { 'a.yaml': ruleText('b') },
      'rules/a.yaml:1:5: expected the file name "a" as id; found "b"',
    ],
    [
      'an unknown operator, with the nearest',
      { 'a.yaml': ruleText('a', { require: '{ fact: x, operator: lessthan, value: 1 }' }) },
      'rules/a.yaml:7:31: expected one of equal, notEqual, lessThan, lessThanInclusive, greaterThan, greaterThanInclusive, in, notIn, contains, doesNotContain; found "lessthan"; did you mean "lessThan"?',
    ],
    [
      'a condition without a form',
      { 'a.yaml': ruleText('a', { require: '{ all: [ {} ] }' }) },
      'rules/a.yaml:7:19: a condition has exactly one of all, any, not, fact; found none',
    ],
    [
      'a misspelt form',
      { 'a.yaml': ruleText('a', { require: '{ al: [ { fact: x, operator: equal, value: 1 } ] }' }) },
      'rules/a.yaml:7:12: unknown key "al"; did you mean "all"?',
    ],
    [
      'a missing part',
      { 'a.yaml': ruleText('a', { rationale: '' }) },
      'rules/a.yaml:1:1: "rationale" is missing; expected text',
    ],
    [
      'an unread reason in an example',
      {
        'a.yaml': ruleText('a', { examples: '{ pass: [ { name: p } ], fail: [ { name: f, unread: { c: denid } } ] }' }),
      },
      'rules/a.yaml:10:68: expected one of denied, throttled, truncated, malformed, unsupported, failed, after-apply, not-requested; found "denid"; did you mean "denied"?',
    ],
    [
      'an escalation to an unknown severity',
      {
        'a.yaml': ruleText('a', {
          severity: '{ default: low, escalate: [ { when: { fact: x, operator: equal, value: 1 }, to: hihg } ] }',
        }),
      },
      'rules/a.yaml:3:91: expected one of info, low, medium, high, critical; found "hihg"; did you mean "high"?',
    ],
    [
      'a .yml file',
      { 'a.yml': ruleText('a') },
      'rules/a.yml: a rule file ends in .yaml; rename it, or it would be passed over',
    ],
    [
      'a rule that is still to be written',
      { 'a.yaml': ruleText('a', { remediation: '{ summary: Lower it., caveats: [TODO what to know.] }' }) },
      'rules/a.yaml:8:46: still to be written: "TODO what to know."',
    ],
    ['an empty folder', {}, 'rules: there is no rule file (*.yaml) in this folder'],
  ])('refuses %s', (_, files, expected) => {
    expect(errorIn(files)).toContain(expected);
  });

  it('refuses a user rule that reuses a built-in id, and names the built-in file', () => {
    const folder = folderOf({ 'builtin/a.yaml': ruleText('a'), 'mine/a.yaml': ruleText('a') });
    const load = () => loadRules([join(folder, 'builtin'), join(folder, 'mine')]);
    expect(errorOf(load, folder)).toBe('rules/mine/a.yaml:1:5: rule "a" exists already in rules/builtin/a.yaml');
  });

  it('maps what the vocabulary check finds back to the file, and lists the problems of all files', () => {
    const folder = folderOf({ 'a.yaml': ruleText('a'), 'b.yaml': ruleText('b', { subject: '3' }) });
    const check = () => [{ path: ['require', 'all', 0, 'fact'], message: 'unknown fact "cooldown"' }];
    expect(errorOf(() => loadRules([folder], check), folder)).toBe(
      'rules/a.yaml:7:27: unknown fact "cooldown"\nrules/b.yaml:4:10: expected text or a list; found 3',
    );
  });

  it('says when a folder does not exist', () => {
    expect(errorOf(() => loadRules(['no/such']), '-')).toBe(
      'no/such: cannot read this folder of rules: there is no such file or folder',
    );
  });
});
