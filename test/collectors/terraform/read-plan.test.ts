import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../../src/collectors/declared/properties.ts';
import { readTerraformPlan } from '../../../src/collectors/terraform/read-plan.ts';

const target = (after: object, over: object = {}) => ({
  address: 'aws_appautoscaling_target.a',
  mode: 'managed',
  type: 'aws_appautoscaling_target',
  name: 'a',
  change: { actions: ['create'], before: null, after, after_unknown: {}, ...over },
});

const plan = (changes: object[], configuration: object = {}) => ({
  format_version: '1.2',
  resource_changes: changes,
  configuration,
});

function elements(document: unknown) {
  const read = readTerraformPlan(document);
  if ('refused' in read) throw new Error(read.refused);
  return read.elements;
}

describe('what is no plan', () => {
  it.each([
    ['a list', [], /no JSON object/],
    ['a state file', { version: 4, serial: 3, lineage: 'x', resources: [] }, /state file/],
    ['a state shown as JSON', { format_version: '1.0', values: {} }, /is a state/],
    ['a template', { Resources: {} }, /CloudFormation template; give it to --template/],
    ['a newer format', { format_version: '2.0', resource_changes: [] }, /"2.0" is not understood/],
    ['a format version that is no text', { format_version: 1 }, /1 is not understood/],
    ['a plan that failed', { format_version: '1.2', errored: true }, /ended with an error/],
    ['a plan of another shape', { format_version: '1.2', resource_changes: {} }, /resource_changes/],
  ])('%s is refused in one line', (_, document, message) => {
    const read = readTerraformPlan(document);

    expect('refused' in read && read.refused).toMatch(message);
    expect('refused' in read && read.refused).not.toContain('\n');
  });
});

describe('the actions of a plan', () => {
  it.each([
    [['create'], 'create'],
    [['update'], 'update'],
    [['delete'], 'delete'],
    [['delete', 'create'], 'replace'],
    [['create', 'delete'], 'replace'],
    [['no-op'], 'keep'],
  ])('%j is %s', (actions, expected) => {
    const before = actions.includes('create') && actions.length === 1 ? null : { max_capacity: 5 };
    const after = actions.join() === 'delete' ? null : { max_capacity: 9 };
    const [element] = elements(plan([target({}, { actions, before, after })]));

    expect([element?.action, element?.before?.MaxCapacity, element?.properties?.MaxCapacity]).toEqual([
      expected,
      before?.max_capacity,
      after?.max_capacity,
    ]);
  });

  it.each([
    ['a data source', { mode: 'data' }, ['create']],
    ['a deposed object', { deposed: '00000000' }, ['delete']],
    ['reading', {}, ['read']],
    ['forgetting', {}, ['forget']],
  ])('%s is no change', (_, over, actions) => {
    const change = { ...target({}), ...over, change: { actions, before: null, after: {} } };

    expect(elements(plan([change]))).toEqual([]);
  });
});

describe('values of a plan', () => {
  it('that the configuration does not set are filled in; those of a resource that exists are its own', () => {
    const configuration = {
      root_module: {
        resources: [{ address: 'aws_appautoscaling_target.a', expressions: { max_capacity: { constant_value: 9 } } }],
      },
    };
    const reading = { set: 0, filled: 0 };
    const after = { max_capacity: 9, min_capacity: 1 };
    const [made] = elements(plan([target(after)], configuration));
    const [kept] = elements(plan([target(after, { actions: ['update'], before: { min_capacity: 1 } })], configuration));

    expect(propertiesOf(made?.properties ?? {}, reading).number('MinCapacity')).toBe(1);
    expect(reading).toEqual({ set: 0, filled: 1 });
    expect(kept?.properties?.MinCapacity).toBe(1);
  });

  it('that are sensitive or known only after apply are not told', () => {
    const [element] = elements(
      plan([
        target({ max_capacity: 9 }, { after_unknown: { min_capacity: true }, after_sensitive: { max_capacity: true } }),
      ]),
    );
    const properties = propertiesOf(element?.properties ?? {});

    expect(() => properties.number('MinCapacity')).toThrow();
    expect(() => properties.number('MaxCapacity')).toThrow();
  });

  it('lie where the provider says, by a variable too', () => {
    const configuration = {
      provider_config: {
        'aws.eu': {
          name: 'aws',
          expressions: {
            region: { references: ['var.region'] },
            allowed_account_ids: { constant_value: ['111122223333'] },
          },
        },
      },
      root_module: {
        resources: [{ address: 'aws_appautoscaling_target.a', provider_config_key: 'aws.eu', expressions: {} }],
      },
    };
    const document = { ...plan([target({})], configuration), variables: { region: { value: 'eu-west-1' } } };

    expect(elements(document)).toMatchObject([{ account: '111122223333', region: 'eu-west-1' }]);
  });
});

describe('references', () => {
  const policy = {
    address: 'module.web["a.b"].aws_appautoscaling_target.a',
    module_address: 'module.web["a.b"]',
    mode: 'managed',
    type: 'aws_appautoscaling_target',
    name: 'a',
    change: {
      actions: ['create'],
      before: null,
      after: { service_namespace: 'dynamodb' },
      after_unknown: { resource_id: true },
    },
  };
  const first = { ...target({ resource_id: 'table/orders' }) };

  it('go through variables of a module to what the root gives', () => {
    const configuration = {
      root_module: {
        resources: [{ address: 'aws_appautoscaling_target.a', expressions: {} }],
        module_calls: {
          web: {
            expressions: { id: { references: ['aws_appautoscaling_target.a.id', 'aws_appautoscaling_target.a'] } },
            module: {
              resources: [
                { address: 'aws_appautoscaling_target.a', expressions: { resource_id: { references: ['var.id'] } } },
              ],
            },
          },
        },
      },
    };
    const [, element] = elements(plan([first, policy], configuration));

    expect(element?.properties?.ResourceId).toBe('table/orders');
  });
});
