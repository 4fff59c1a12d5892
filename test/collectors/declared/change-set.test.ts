import { describe, expect, it } from 'vitest';
import { changeSetOf } from '../../../src/collectors/declared/change-set.ts';
import type { Element } from '../../../src/collectors/declared/element.ts';
import { filled, joinTexts, unresolved } from '../../../src/collectors/declared/value.ts';

const place = { partition: 'aws', account: '111122223333', region: 'eu-central-1' };

const target = (properties: Element['properties'], before: Element['before'] = null): Element => ({
  address: 'Target',
  type: 'AWS::ApplicationAutoScaling::ScalableTarget',
  action: before && properties ? 'update' : properties ? 'create' : 'delete',
  properties,
  before,
  account: null,
  region: null,
});

const whole = {
  ServiceNamespace: 'dynamodb',
  ResourceId: 'table/orders',
  ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
  MinCapacity: '5',
  MaxCapacity: 100,
};

describe('the changes of a source', () => {
  it('hold what is set, documented defaults for what is not, and no observation', () => {
    const [change] = changeSetOf('cloudformation', [target(whole)], place).changes;

    expect(change?.after).toMatchObject({
      key: 'dynamodb|table/orders|dynamodb:table:ReadCapacityUnits',
      attributes: { minCapacity: 5, maxCapacity: 100, suspendedScheduled: false },
      defaulted: ['suspendedDynamicScaleIn', 'suspendedDynamicScaleOut', 'suspendedScheduled'],
      unread: { activities: 'after-apply' },
    });
    expect(change?.unsaid).toContain('activities');
  });

  it('leave unread what is known only after apply, and never default it', () => {
    const [change] = changeSetOf(
      'terraform-plan',
      [target({ ...whole, MaxCapacity: unresolved(['random_integer.max']), SuspendedState: unresolved() })],
      place,
    ).changes;

    expect(change?.after?.unread).toMatchObject({ maxCapacity: 'after-apply', suspendedScheduled: 'after-apply' });
    expect(change?.after?.attributes).not.toHaveProperty('maxCapacity');
    expect(change?.after?.attributes).not.toHaveProperty('suspendedScheduled');
    expect(change?.unsaid).not.toContain('maxCapacity');
  });

  it('hold what a resource comes to by itself, which one that exists keeps as it is', () => {
    const group = {
      ...target({ ReplicationGroupId: 'semantic', NumCacheClusters: 2 }),
      type: 'AWS::ElastiCache::ReplicationGroup',
    };
    const change = changeSetOf('cloudformation', [group], place).changes.find(
      ({ kind }) => kind === 'elasticache-replication-group',
    );

    expect(change?.after?.attributes).toMatchObject({ status: 'available', effectiveDurability: 'disabled' });
    expect(change?.unsaid).toEqual(expect.arrayContaining(['status', 'effectiveDurability', 'pendingChanges']));
    expect(change?.unsaid).not.toContain('memberClusterIds');
  });

  it('say that what the provider filled in is a default', () => {
    const [change] = changeSetOf('terraform-plan', [target({ ...whole, MinCapacity: filled(5) })], place).changes;

    expect(change?.after?.attributes.minCapacity).toBe(5);
    expect(change?.after?.defaulted).toContain('minCapacity');
  });

  it('keep a symbolic name for joins where the name is known only after apply, without a key', () => {
    const name = joinTexts(['table/', unresolved(['Orders'])]);
    const [change] = changeSetOf('cloudformation', [target({ ...whole, ResourceId: name })], place).changes;

    expect(change?.after?.attributes.resourceId).toBe(`table/\${Orders}`);
    expect(change?.after?.key).toBeNull();
  });

  it('take a resource that gets another key for two', () => {
    const [gone, made] = changeSetOf(
      'terraform-plan',
      [target({ ...whole, ResourceId: 'table/new' }, whole)],
      place,
    ).changes.sort((a, b) => (a.action === 'delete' ? -1 : 1) - (b.action === 'delete' ? -1 : 1));

    expect([gone?.action, gone?.before?.key]).toEqual([
      'delete',
      'dynamodb|table/orders|dynamodb:table:ReadCapacityUnits',
    ]);
    expect([made?.action, made?.after?.key]).toEqual(['create', 'dynamodb|table/new|dynamodb:table:ReadCapacityUnits']);
  });

  it('leave a value of the wrong type unread as malformed', () => {
    const [change] = changeSetOf('cloudformation', [target({ ...whole, MaxCapacity: 'many' })], place).changes;

    expect(change?.after?.unread.maxCapacity).toBe('malformed');
  });

  it('hold one of which nothing is known where it is not known how many there are', () => {
    const { changes } = changeSetOf('cloudformation', [target({ ...whole, ScheduledActions: unresolved() })], place);
    const action = changes.find(({ kind }) => kind === 'scheduled-action')?.after;

    expect(action).toMatchObject({ key: null, unread: { schedule: 'after-apply', minCapacity: 'after-apply' } });
    expect(action?.attributes).toMatchObject({ resourceId: 'table/orders' });
  });
});
