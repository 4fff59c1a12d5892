// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates hold such texts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../../src/collectors/cloudformation/read-template.ts';
import { propertiesOf } from '../../../src/collectors/declared/properties.ts';
import { parseTemplate } from '../../../src/loaders/template.ts';
import { UsageError } from '../../../src/model/usage-error.ts';

const place = { partition: 'aws', account: null, region: null, parameters: {} };

function read(text: string, over: Partial<typeof place> & { parameters?: Record<string, string> } = {}) {
  const { document, lineOf } = parseTemplate(text, 'stack.yaml');
  const found = readTemplate(document, { ...place, ...over }, 'stack.yaml', lineOf);
  if ('refused' in found) throw new Error(found.refused);
  return found;
}

const propertiesIn = (text: string, id: string, over = {}) =>
  propertiesOf(read(text, over).elements.find(({ address }) => address === id)?.properties ?? {});

describe('intrinsic functions', () => {
  const template = (value: string) => `
Parameters:
  Stage: { Type: String, Default: prod }
  Size: { Type: Number }
  Secret: { Type: String, Default: x, NoEcho: true }
Mappings:
  Sizes:
    111122223333: { max: 40 }
    prod: { max: 50 }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsBig: !Equals [!Ref Size, 9]
Resources:
  Named: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }
  Unnamed: { Type: AWS::DynamoDB::Table, Properties: { KeySchema: [] } }
  Alias: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Function, Name: live } }
  Function: { Type: AWS::Lambda::Function, Properties: {} }
  Subject: { Type: Custom::Subject, Properties: { Value: ${value} } }
`;

  it.each([
    ['!Ref Stage', 'prod'],
    ['!Ref Named', 'orders'],
    ['!Ref Unnamed', '${Unnamed}'],
    ['!Sub "table/${Named}"', 'table/orders'],
    ['!Sub "table/${Unnamed}"', 'table/${Unnamed}'],
    ['!Sub "${!literal} ${Stage}"', '${literal} prod'],
    ['!Sub ["${A}/x", {A: !Ref Stage}]', 'prod/x'],
    ['!Join ["/", [service, !Ref Stage, web]]', 'service/prod/web'],
    ['!If [IsProd, yes, no]', 'yes'],
    ['!FindInMap [Sizes, !Ref Stage, max]', '50'],
    ['!FindInMap [Sizes, "111122223333", max]', '40'],
    ['!Select [1, [a, b]]', 'b'],
    ['!Select [6, !Split [":", !Ref Alias]]', '${Function}'],
    ['!GetAtt Named.Arn', 'arn:aws:dynamodb:${Region}:${AccountId}:table/orders'],
    ['!Ref AWS::Partition', 'aws'],
  ])('%s gives %s', (value, expected) => {
    expect(propertiesIn(template(value), 'Subject').name('Value')).toBe(expected);
  });

  it.each([
    '!Ref Size',
    '!Ref Secret',
    '!If [IsBig, 1, 2]',
    '!ImportValue other',
    '"{{resolve:ssm:/max}}"',
    '!GetAtt Named.StreamArn',
    '!Ref AWS::Region',
  ])('%s is not known', (value) => {
    expect(() => propertiesIn(template(value), 'Subject').text('Value')).toThrow();
  });

  it('take parameters and place that are given', () => {
    const given = { region: 'eu-central-1', account: '111122223333', parameters: { Size: '9' } };

    expect(propertiesIn(template('!If [IsBig, 1, 2]'), 'Subject', given).number('Value')).toBe(1);
    expect(propertiesIn(template('!GetAtt Named.Arn'), 'Subject', given).text('Value')).toBe(
      'arn:aws:dynamodb:eu-central-1:111122223333:table/orders',
    );
  });

  it('are at the line of their resource', () => {
    const { elements } = read(template('1'));

    expect(elements.find(({ address }) => address === 'Unnamed')?.location).toEqual({ path: 'stack.yaml', line: 15 });
  });
});

describe('conditions', () => {
  const text = `
Parameters: { Flag: { Type: String } }
Conditions:
  Never: !Equals [a, b]
  Perhaps: !Equals [!Ref Flag, on]
Resources:
  Gone: { Type: AWS::DynamoDB::Table, Condition: Never }
  May: { Type: AWS::DynamoDB::Table, Condition: Perhaps }
`;

  it('leave out what they exclude, and tell of what they may exclude', () => {
    const { elements, problems } = read(text);

    expect(elements.map(({ address }) => address)).toEqual(['May']);
    expect(problems).toEqual(['May: whether it exists depends on condition Perhaps, which is not known']);
  });
});

describe('SAM', () => {
  it('functions bring their alias, its provisioned concurrency and their event sources', () => {
    const { elements } = read(`
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Timeout: 30 } }
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      AutoPublishAlias: live
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 }
      Events: { Orders: { Type: SQS, Properties: { Queue: arn:aws:sqs:eu-central-1:111122223333:orders } } }
  Table: { Type: AWS::Serverless::SimpleTable }
`);

    expect(elements.map(({ address, type }) => [address, type])).toEqual([
      ['Api', 'AWS::Lambda::Function'],
      ['ApiAliaslive', 'AWS::Lambda::Alias'],
      ['ApiOrders', 'AWS::Lambda::EventSourceMapping'],
      ['Table', 'AWS::DynamoDB::Table'],
    ]);
    expect(elements[0]?.properties).toMatchObject({ Timeout: 30 });
    expect(elements[3]?.properties).toMatchObject({ BillingMode: 'PAY_PER_REQUEST' });
  });
});

describe('what is no template', () => {
  it.each([
    ['a Terraform plan', '{"format_version":"1.2","terraform_version":"1.9"}', /Terraform plan; give it to --plan/],
    ['a manifest of CDK', '{"version":"36","artifacts":{}}', /manifest of cdk.out/],
    ['a file of something else', 'a: 1', /no Resources/],
    ['a list', '[1]', /no object/],
    ['resources without a type', 'Resources: { A: { Properties: {} } }', /Resources.A has no Type/],
  ])('%s is refused in one line', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it.each([
    ['truncated JSON', '{"Resources": {'],
    [
      'a bomb of aliases',
      [
        'a: &a [x,x,x,x,x,x,x,x,x,x]',
        ...'bcdefgh'
          .split('')
          .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[index]}`).join(',')}]`),
      ].join('\n'),
    ],
    ['an unknown tag', 'Resources: !Nothing {}'],
    ['a key that stands twice', 'Resources: {}\nResources: {}'],
    ['deep nesting', `Resources: ${'['.repeat(5000)}`],
  ])('%s is a mistake of the user', (_, text) => {
    expect(() => read(text)).toThrow(UsageError);
  });

  it('never ends in anything but a template, a refusal or a mistake of the user', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"Resources":${json}}`),
        ),
        (text) => {
          try {
            const { document, lineOf } = parseTemplate(text, 'x');
            readTemplate(document, place, 'x', lineOf);
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
