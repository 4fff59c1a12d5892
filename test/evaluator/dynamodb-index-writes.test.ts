import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/evaluator/fact.ts';
import { indexWriteFacts } from '../../src/evaluator/facts/dynamodb-index-writes.ts';
import { subjectOf } from '../../src/evaluator/facts/joins.ts';
import type { FactDefinition, Subject } from '../../src/evaluator/subject.ts';
import type { Json } from '../../src/model/snapshot.ts';
import { aWorld, type Given } from '../support/facts.ts';

const index = (name: string, writeCapacityUnits: number): Record<string, Json> => ({
  name,
  readCapacityUnits: 7,
  writeCapacityUnits,
  maxReadRequestUnits: null,
  maxWriteRequestUnits: null,
  warmReadUnitsPerSecond: null,
  warmWriteUnitsPerSecond: null,
});
const table = (
  indexes: Record<string, Json>[],
  items: Record<string, number | null>,
  more: Partial<Given> = {},
): Given => ({
  kind: 'dynamodb-table',
  attributes: { indexes },
  observed: {
    itemCount: 1000,
    indexItemCounts: Object.entries(items).map(([name, count]) => ({ name, items: count })),
  },
  ...more,
});
const target = (resourceId: string, maxCapacity: number): Given => ({
  kind: 'scalable-target',
  attributes: {
    serviceNamespace: 'dynamodb',
    resourceId,
    scalableDimension: `dynamodb:${resourceId.includes('/index/') ? 'index' : 'table'}:WriteCapacityUnits`,
    minCapacity: 1,
    maxCapacity,
  },
});

function ask(name: string, given: Given[], denied: string[] = []): Fact {
  const world = aWorld(given, denied);
  const [subject] = world.all('dynamodb-table').map(subjectOf);
  const context = { world, workload: null, param: () => null };
  return (indexWriteFacts[name] as FactDefinition).compute(subject as Subject, context);
}

describe('indexes that hold the writes of their table back', () => {
  it.each<[string, Given[], Json]>([
    ['fewer units', [table([index('a', 999), index('b', 1000)], { a: 1000, b: 1000 })], ['a: 999']],
    ['nine in ten items are no sparse index', [table([index('a', 5)], { a: 900 })], ['a: 5']],
    ['a sparse index', [table([index('a', 5)], { a: 899 })], []],
    ['items of the index are not told', [table([index('a', 5)], { a: null })], ['a: 5']],
    [
      'maxima count where there are some',
      [table([index('a', 5)], { a: 1000 }), target('table/sessions/index/a', 1000)],
      [],
    ],
    [
      'the table has a maximum, the index none',
      [table([index('a', 1000)], { a: 1000 }), target('table/sessions', 1001)],
      ['a: 1000'],
    ],
  ])('%s', (_, given, value) => {
    expect(ask('starvingIndexes', given)).toMatchObject({ known: true, value });
  });

  it('get the units of the table, by their target or by an update that leaves their reads alone', () => {
    const scaled = [table([index('a', 5)], { a: 1000 }), target('table/sessions/index/a', 10)];
    expect(ask('starvingIndexResource', scaled)).toMatchObject({ value: 'table/sessions/index/a' });
    expect(ask('starvingIndexUnits', scaled)).toMatchObject({ value: 10 });
    expect(ask('raisedIndexInput', scaled)).toMatchObject({ value: null });
    const fixed = [table([index('a', 5)], { a: 1000 })];
    const update = (WriteCapacityUnits: number) => ({
      TableName: 'sessions',
      GlobalSecondaryIndexUpdates: [
        { Update: { IndexName: 'a', ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits } } },
      ],
    });
    expect(ask('starvingIndexResource', fixed)).toMatchObject({ value: null });
    expect(ask('raisedIndexInput', fixed)).toMatchObject({ value: update(1000) });
    expect(ask('formerIndexInput', fixed)).toMatchObject({ value: update(5) });
  });

  it('are scaled like their table, never provisioned at its maximum around the clock', () => {
    const given = [table([index('a', 10)], { a: 1000 }), target('table/sessions', 40_000)];
    expect(ask('untrackedIndexResource', given)).toMatchObject({ value: 'table/sessions/index/a' });
    expect(ask('starvingIndexUnits', given)).toMatchObject({ value: 10 });
    for (const other of ['starvingIndexResource', 'raisedIndexInput', 'formerIndexInput']) {
      expect(ask(other, given)).toMatchObject({ known: true, value: null });
    }
  });

  it('are unknown where indexes or targets were not read', () => {
    expect(ask('starvingIndexCount', [table([], {}, { unread: { indexes: 'malformed' } })])).toMatchObject({
      known: false,
    });
    expect(ask('starvingIndexCount', [table([index('a', 5)], { a: 1 })], ['scalable-target'])).toMatchObject({
      known: false,
    });
  });
});
