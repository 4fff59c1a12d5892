import { describe, expect, it } from 'vitest';
import { judgeExample } from '../src/evaluator/examples.ts';
import type { Fact } from '../src/evaluator/fact.ts';
import { renderRemediation } from '../src/evaluator/remediation.ts';
import { checkRule, placeholders } from '../src/evaluator/vocabulary.ts';
import { loadRules } from '../src/loaders/rules.ts';
import type { Rule } from '../src/model/rule.ts';
import type { Json } from '../src/model/snapshot.ts';
import { readCommand } from './support/aws-cli/command.ts';

/**
 * Every command that a rule gives is one that the AWS CLI takes and that AWS could carry out: the operation exists, so do its
 * options and the members of its payloads, nothing required is missing, and no name of a resource can become anything but a
 * name.
 */
const rules = loadRules(['rules'], checkRule);

/** Names that somebody may have given, or tried to give, to a resource: before or after what the name was. */
const hostile: [string, (name: string) => string, RegExp][] = [
  ['quotes, shell and markup', (name) => `${name}§'"\`$(id)\\;,=|&<b>§`, /§[^§]*§/g],
  ['spaces and lines', (name) => `${name}§ \n\t\u2028 x §`, /§[^§]*§/g],
  ['other scripts', (name) => `${name}§漫画 \u202eüß👾§`, /§[^§]*§/g],
  ['placeholders', (name) => `${name}§{region} {json} %s $1 $& §`, /§[^§]*§/g],
  ['a leading dash', (name) => `-§${name}`, /-§/g],
  ['a leading option', (name) => `--query=§${name}`, /--query=§/g],
  ['a leading brace', (name) => `{§${name}`, /\{§/g],
  ['a leading bracket', (name) => `["§${name}`, /\["§/g],
  ['the address of a file', (name) => `file://§${name}`, /file:\/\/§/g],
];

/** Names, and neither options of a command nor instants nor amounts, which are not the owner's to choose. */
const isName = (text: string) => !/^(--[a-z-]+|\d+(\.\d+)?|\d{4}-\d\d-\d\dT[\d:.]+Z?)$/.test(text);

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

/** Facts that stand for a service or an operation: nobody's names, though a rule has them from a fact. */
function operationFacts({ remediation }: Rule): string[] {
  return [...remediation.commands, ...remediation.undo].flatMap((words) =>
    words.slice(1, 3).flatMap((word) => (typeof word === 'string' ? placeholders(word) : [])),
  );
}

const renaming =
  (rule: Rule, factOf: (name: string) => Fact, rename: (name: string) => string) =>
  (name: string): Fact => {
    const fact = factOf(name);
    if (operationFacts(rule).includes(name)) return fact;
    return fact.known ? { ...fact, value: mapTexts(fact.value, (text) => (isName(text) ? rename(text) : text)) } : fact;
  };

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const examples = rule.examples.fail;

  it('gives commands that are valid, and mean the same whatever the names', async () => {
    const problems: string[] = [];
    for (const example of examples) {
      const { verdict, subject } = await judgeExample(rule, example);
      const render = (factOf: (name: string) => Fact) => renderRemediation(rule.remediation, factOf, subject.region);
      const plain = render(verdict.factOf);
      const commands = [...plain.commands, ...plain.undo];
      const inputs = await Promise.all(commands.map(readCommand));
      const told = (words: string[] | undefined, what: string) =>
        `${example.name}: ${words?.slice(1, 3).join(' ')}: ${what}`;
      for (const [index, read] of inputs.entries()) {
        problems.push(...read.problems.map((what) => told(commands[index], what)));
      }
      // What is wrong with any name need not be said again for each.
      for (const [kind, rename, marks] of inputs.some((read) => read.problems.length > 0) ? [] : hostile) {
        const renamed = render(renaming(rule, verdict.factOf, rename));
        const all = [...renamed.commands, ...renamed.undo];
        const leftOut = all.length < commands.length && renamed.caveats.length > plain.caveats.length;
        if (all.length !== commands.length && !leftOut) problems.push(`${example.name}: ${kind}: commands are missing`);
        for (const [index, words] of all.entries()) {
          const read = await readCommand(words);
          problems.push(...read.problems.map((what) => told(words, `${kind}: ${what}`)));
          const meant = mapTexts(read.input as Json, (text) => text.replace(marks, ''));
          if (!leftOut && !same(meant, inputs[index]?.input as Json)) problems.push(told(words, `${kind} changes it`));
        }
      }
    }
    expect(problems).toEqual([]);
  });
});

const same = (one: Json, other: Json) => JSON.stringify(one) === JSON.stringify(other);

describe('the check itself', () => {
  const register = ['aws', 'application-autoscaling', 'register-scalable-target', '--service-namespace', 'ecs'];
  const target = ['--scalable-dimension', 'ecs:service:DesiredCount', '--resource-id', 'service/shop/web'];
  const suspend = (json: string) => [...register, ...target, '--suspended-state', json];
  const alarm = ['aws', 'cloudwatch', 'put-metric-alarm', '--alarm-name', 'a', '--evaluation-periods', '1'];
  const over = ['--comparison-operator', 'GreaterThanThreshold'];

  it.each<[string, string[]]>([
    ['numbers', [...register, ...target, '--min-capacity', '4', '--region', 'eu-central-1']],
    ['a payload of JSON', suspend('{"DynamicScalingInSuspended":true}')],
    ['shorthand', suspend('DynamicScalingInSuspended=true,ScheduledScalingSuspended=false')],
    ['a list of shorthand', [...alarm, ...over, '--dimensions', 'Name=A,Value=x', 'Name=B,Value="y,z"']],
    ['a list of texts', ['aws', 'cloudwatch', 'delete-alarms', '--alarm-names', 'a', 'b']],
    ['a switch', [...alarm, ...over, '--no-actions-enabled']],
    ['a value that begins with a dash', ['aws', 'cloudwatch', 'delete-alarms', '--alarm-names=-a']],
    ['all of the input as JSON', ['aws', 'cloudwatch', 'delete-alarms', '--cli-input-json', '{"AlarmNames":["a"]}']],
    [
      'pages',
      ['aws', 'application-autoscaling', 'describe-scaling-policies', '--service-namespace', 'ecs', '--max-items', '5'],
    ],
    ['names with capitals in a row', ['aws', 'rds', 'describe-db-proxies', '--db-proxy-name', 'p']],
    [
      'an option that the CLI renamed',
      ['aws', 'sns', 'subscribe', '--topic-arn', 't', '--protocol', 'email', '--notification-endpoint', 'a@b'],
    ],
  ])('takes %s', async (_, words) => {
    expect((await readCommand(words)).problems).toEqual([]);
  });

  it.each<[string, string[], string]>([
    ['a service without a client', ['aws', 'iam', 'create-role'], 'no client of service iam'],
    ['an operation that does not exist', ['aws', 'ecs', 'scale-service'], 'ecs has no operation scale-service'],
    ['another program', ['rm', '-r', '/'], 'rm is not the AWS CLI'],
    ['an option that does not exist', [...register, ...target, '--minimum', '4'], 'no option --minimum'],
    ['an option of another operation', [...register, ...target, '--policy-name', 'x'], 'no option --policy-name'],
    ['a missing option', register, 'lacks --resource-id'],
    ['an option twice', [...register, ...target, '--resource-id', 'x'], 'given twice'],
    ['an option without its value', [...register, '--scalable-dimension', '--resource-id', 'x'], 'lacks its value'],
    ['a value too many', [...register, ...target, 'x'], 'takes one value'],
    ['a value without an option', ['aws', 'ecs', 'list-clusters', 'x'], 'belongs to no option'],
    ['text for a number', [...register, ...target, '--min-capacity', 'none'], 'expected a number'],
    ['a member that does not exist', suspend('{"DynamicScalingSuspended":true}'), 'has no such member'],
    ['text for a boolean in JSON', suspend('{"DynamicScalingInSuspended":"true"}'), 'expected a boolean'],
    ['null in JSON', suspend('{"DynamicScalingInSuspended":null}'), 'expected a boolean'],
    ['a list for a structure', suspend('[]'), 'expected a structure'],
    ['broken JSON', suspend('{"DynamicScalingInSuspended":'), 'neither JSON nor shorthand'],
    ['broken shorthand', suspend('DynamicScalingInSuspended'), 'neither JSON nor shorthand'],
    ['a switch with a value', [...alarm, ...over, '--actions-enabled', 'true'], 'takes no value'],
    ['a --no- form of what is no switch', [...alarm, ...over, '--no-threshold'], 'only switches'],
    ['a missing member deep in a payload', [...alarm, ...over, '--dimensions', '[{"Name":"A"}]'], 'lacks Value'],
    ['a missing member in shorthand', [...alarm, ...over, '--dimensions', 'Name=A'], 'lacks Value'],
    [
      'a name that is read as an option',
      ['aws', 'cloudwatch', 'delete-alarms', '--alarm-names', '-a'],
      'read as an option',
    ],
    [
      'a name that is read as a file',
      ['aws', 'cloudwatch', 'delete-alarms', '--alarm-names', 'file:///etc/passwd'],
      'address of a file',
    ],
    ['paging of what has no pages', [...register, ...target, '--max-items', '5'], 'no option --max-items'],
    [
      'a member that does not exist in all of the input',
      ['aws', 'cloudwatch', 'delete-alarms', '--cli-input-json', '{"Names":["a"]}'],
      'has no such member',
    ],
    [
      'a required member missing in all of the input',
      ['aws', 'cloudwatch', 'delete-alarms', '--cli-input-json', '{}'],
      'lacks --alarm-names',
    ],
  ])('refuses %s', async (_, words, problem) => {
    expect((await readCommand(words)).problems.join('\n')).toContain(problem);
  });
});
