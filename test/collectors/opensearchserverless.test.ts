import { describe, expect, it } from 'vitest';
import type { Override } from '../../src/sandbox/sandbox.ts';
import { collect, type Declared } from './support.ts';

const numbered = <T>(count: number, one: (name: string) => T) =>
  Array.from({ length: count }, (_, index) => one(`n${String(index).padStart(4, '0')}`));
const opensearch = (declared: Declared['opensearchserverless']): Declared => ({ opensearchserverless: declared });
const arn = (rest: string) => `arn:aws:aoss:eu-central-1:111122223333:${rest}`;

/** Three collections, whose ids are their names. */
const three = opensearch({
  collections: ['a', 'b', 'c'].map((name) => ({ id: name, name, tags: { name } })),
  collectionGroups: ['d', 'e', 'f'].map((name) => ({ id: name, name, tags: { name } })),
});
const names = (resources: readonly { key: string | null }[]) => resources.map(({ key }) => key);

describe('account settings', () => {
  it('are the limits of collections outside groups', async () => {
    const capacityLimits = { maxIndexingCapacityInOCU: 4, maxSearchCapacityInOCU: 20 };
    const { of } = await collect(opensearch({ accountSettings: { capacityLimits } }));
    expect(of('opensearch-account')).toMatchObject([
      { key: 'settings', tags: null, defaulted: [], attributes: { maxIndexingOcu: 4, maxSearchOcu: 20 } },
    ]);
  });

  it.each([
    ['no limits', null, ['maxIndexingOcu', 'maxSearchOcu'], 10],
    ['one limit', { maxSearchCapacityInOCU: 6 }, ['maxIndexingOcu'], 6],
  ])(
    'of an account that set %s are the defaults of AWS, marked as such',
    async (_, capacityLimits, defaulted, search) => {
      const { of } = await collect(opensearch({ accountSettings: { capacityLimits } }));
      expect(of('opensearch-account')).toMatchObject([
        { defaulted, attributes: { maxIndexingOcu: 10, maxSearchOcu: search } },
      ]);
    },
  );

  it('are unknown when the answer holds none', async () => {
    const { of, coverage } = await collect({}, { faults: [{ api: 'aoss:GetAccountSettings', do: 'empty' }] });
    expect(of('opensearch-account')).toEqual([]);
    expect(coverage('aoss:GetAccountSettings')).toMatchObject({ status: 'malformed', missed: ['account settings'] });
  });
});

describe('a collection', () => {
  it('is described with its tags and its group', async () => {
    const { of } = await collect(
      opensearch({
        collections: [
          {
            id: '07tjusf2h91cunochc',
            name: 'catalogue',
            type: 'VECTORSEARCH',
            standbyReplicas: 'DISABLED',
            collectionGroupName: 'search',
            tags: { env: 'prod' },
          },
          { name: 'logs', type: null, standbyReplicas: null },
        ],
        collectionGroups: [{ name: 'search' }],
      }),
    );
    expect(of('opensearch-collection')).toMatchObject([
      {
        key: 'catalogue',
        id: arn('collection/07tjusf2h91cunochc'),
        tags: { env: 'prod' },
        defaulted: [],
        attributes: {
          collectionName: 'catalogue',
          collectionId: '07tjusf2h91cunochc',
          status: 'ACTIVE',
          type: 'VECTORSEARCH',
          standbyReplicas: 'DISABLED',
          groupName: 'search',
        },
      },
      {
        key: 'logs',
        tags: {},
        defaulted: ['standbyReplicas'],
        attributes: { type: null, standbyReplicas: 'ENABLED', groupName: null },
      },
    ]);
  });

  it('has unknown tags where they could not be read, and only it', async () => {
    const api = 'aoss:ListTagsForResource';
    const { of, coverage } = await collect(three, { faults: [{ api, item: 'b', do: 'denied' }] });
    const [a, b, c] = of('opensearch-collection');
    expect([a?.tags, c?.tags]).toEqual([{ name: 'a' }, { name: 'c' }]);
    expect(b).toMatchObject({ tags: null, unread: { tags: 'denied' }, unreadApi: { tags: api } });
    expect(coverage(api)).toMatchObject({ status: 'denied', complete: false, missed: ['b'], calls: 3, kinds: [] });
    expect(coverage('aoss:BatchGetCollection')).toMatchObject({ status: 'ok', complete: true });
  });

  it('that was deleted before its tags were read is not missing', async () => {
    const { of, coverage } = await collect(three, {
      respond: ({ operation, input }) =>
        operation === 'ListTagsForResource' && String(input.resourceArn).endsWith('/b')
          ? { error: { code: 'ResourceNotFoundException', message: 'gone' } }
          : undefined,
    });
    expect(names(of('opensearch-collection'))).toEqual(['a', 'c']);
    expect(coverage('aoss:ListTagsForResource')).toMatchObject({ status: 'ok', complete: true, missed: [] });
  });
});

describe('a collection group', () => {
  it('is described with its limits, its tags and what it has now', async () => {
    const capacityLimits = {
      minIndexingCapacityInOCU: 2,
      maxIndexingCapacityInOCU: 16,
      minSearchCapacityInOCU: 0,
      maxSearchCapacityInOCU: 32,
    };
    const currentCapacity = { search: { capacityInOcu: 4.5 }, indexing: { capacityInOcu: 2 } };
    const group = { id: '1a2b3c', name: 'search', generation: 'NEXTGEN', capacityLimits, currentCapacity };
    const { of } = await collect(
      opensearch({
        collectionGroups: [{ ...group, tags: { owner: 'team-a' } }],
        collections: [{ name: 'catalogue', collectionGroupName: 'search' }],
      }),
    );
    expect(of('opensearch-collection-group')).toMatchObject([
      {
        key: 'search',
        id: arn('collection-group/1a2b3c'),
        tags: { owner: 'team-a' },
        defaulted: [],
        attributes: {
          groupName: 'search',
          groupId: '1a2b3c',
          generation: 'NEXTGEN',
          standbyReplicas: 'ENABLED',
          minIndexingOcu: 2,
          maxIndexingOcu: 16,
          minSearchOcu: 0,
          maxSearchOcu: 32,
          collectionCount: 1,
        },
        observed: { searchOcu: 4.5, indexingOcu: 2 },
      },
    ]);
  });

  it('that never set anything has the defaults of AWS, marked as such', async () => {
    const untold = { standbyReplicas: null, capacityLimits: null, generation: null, numberOfCollections: null };
    const { of } = await collect(opensearch({ collectionGroups: [{ name: 'bare', ...untold }] }));
    expect(of('opensearch-collection-group')).toMatchObject([
      {
        tags: {},
        defaulted: ['generation', 'maxIndexingOcu', 'maxSearchOcu'],
        attributes: {
          generation: 'CLASSIC',
          standbyReplicas: null,
          minIndexingOcu: null,
          maxIndexingOcu: 96,
          minSearchOcu: null,
          maxSearchOcu: 96,
          collectionCount: null,
        },
        observed: { searchOcu: null, indexingOcu: null },
      },
    ]);
  });
});

describe('more than one page and batch', () => {
  const many = opensearch({
    collections: numbered(230, (name) => ({ id: name, name })),
    collectionGroups: numbered(120, (name) => ({ id: name, name })),
  });

  it('of everything is found, with the calls of an independent formula', async () => {
    const { of, calls } = await collect(many);
    expect(of('opensearch-collection')).toHaveLength(230);
    expect(of('opensearch-collection-group')).toHaveLength(120);
    expect(calls('ListCollections')).toBe(3);
    expect(calls('BatchGetCollection')).toBe(3);
    expect(calls('ListTagsForResource')).toBe(230);
    expect(calls('ListCollectionGroups')).toBe(2);
    expect(calls('BatchGetCollectionGroup')).toBe(2);
  });

  it.each([
    ['ListCollections', 'BatchGetCollection', 'opensearch-collection'],
    ['ListCollectionGroups', 'BatchGetCollectionGroup', 'opensearch-collection-group'],
  ])('%s: what was listed before a denied page is kept, and the listing is not complete', async (list, get, kind) => {
    const { of, coverage } = await collect(many, { faults: [{ api: `aoss:${list}`, page: 2, do: 'denied' }] });
    expect(of(kind)).toHaveLength(100);
    expect(coverage(`aoss:${list}`)).toMatchObject({ status: 'denied', complete: false, calls: 2, kinds: [kind] });
    expect(coverage(`aoss:${get}`)).toMatchObject({ status: 'denied', complete: false, calls: 1, kinds: [kind] });
  });

  it.each([
    ['BatchGetCollection', 'opensearch-collection', 130],
    ['BatchGetCollectionGroup', 'opensearch-collection-group', 20],
  ])('%s: a denied batch takes its own items only, and names them', async (get, kind, kept) => {
    const { of, coverage } = await collect(many, { faults: [{ api: `aoss:${get}`, item: 'n0042', do: 'denied' }] });
    expect(of(kind)).toHaveLength(kept);
    const { status, complete, missed } = coverage(`aoss:${get}`);
    expect({ status, complete, count: missed.length, first: missed[0] }).toEqual({
      status: 'denied',
      complete: false,
      count: 100,
      first: 'n0000',
    });
  });
});

describe('an item that a batch does not tell', () => {
  /** The batch leaves out the item with one id, with or without a reason. */
  const withError = (operation: string, id: string, errorCode: string | null) => ({
    respond: (call: { operation: string; input: Record<string, unknown> }): Override | undefined => {
      if (call.operation !== operation) return undefined;
      const [details, errors] =
        operation === 'BatchGetCollection'
          ? ['collectionDetails', 'collectionErrorDetails']
          : ['collectionGroupDetails', 'collectionGroupErrorDetails'];
      const ids = (call.input.ids as string[]).filter((one) => one !== id);
      const told = ids.map((one) => ({
        id: one,
        name: one,
        arn: `arn:aws:aoss:x:y:collection/${one}`,
        status: 'ACTIVE',
      }));
      const group = told.map(({ status: _status, ...rest }) => rest);
      const refused = errorCode === null ? [] : [{ id, errorCode, errorMessage: 'told by the test' }];
      return { output: { [details]: operation === 'BatchGetCollection' ? told : group, [errors]: refused } };
    },
  });

  it.each([
    ['NOT_FOUND', { status: 'ok', complete: true, missed: [] }],
    ['ACCESS_DENIED', { status: 'denied', complete: false, missed: ['e'], detail: 'not told: ACCESS_DENIED' }],
    ['INTERNAL_ERROR', { status: 'failed', complete: false, missed: ['e'], detail: 'not told: INTERNAL_ERROR' }],
    [null, { status: 'malformed', complete: false, missed: ['e'] }],
  ])('with the error %s', async (errorCode, expected) => {
    const { of, coverage } = await collect(three, withError('BatchGetCollectionGroup', 'e', errorCode));
    expect(names(of('opensearch-collection-group'))).toEqual(['d', 'f']);
    expect(coverage('aoss:BatchGetCollectionGroup')).toMatchObject(expected);
  });

  it('is missed among collections as among groups', async () => {
    const { coverage } = await collect(opensearch({ collections: [{ id: 'a', name: 'a' }] }), {
      ...withError('BatchGetCollection', 'a', 'INTERNAL_ERROR'),
    });
    expect(coverage('aoss:BatchGetCollection')).toMatchObject({ status: 'failed', complete: false, missed: ['a'] });
  });
});

describe('an answer without its list', () => {
  it('is empty when AWS gave it', async () => {
    const lists = ['ListCollections', 'ListCollectionGroups'];
    const { coverage } = await collect(
      {},
      { respond: ({ operation }) => (lists.includes(operation) ? { output: {} } : undefined) },
    );
    for (const list of lists) expect(coverage(`aoss:${list}`)).toMatchObject({ status: 'ok', complete: true });
  });

  it('makes no sense when it is an empty page', async () => {
    const { coverage } = await collect(three, { faults: [{ api: 'aoss:*', do: 'empty' }] });
    for (const api of ['aoss:ListCollections', 'aoss:ListCollectionGroups', 'aoss:BatchGetCollection']) {
      expect(coverage(api)).toMatchObject({ status: 'malformed', complete: false });
    }
  });
});

it('where the service does not exist nothing is asked, and the coverage says so', async () => {
  const region = 'cn-north-1';
  const { snapshot, sandbox } = await collect(
    {},
    { accounts: { account: '111122223333', regions: { [region]: three } } },
    { regions: [region] },
  );
  const entries = snapshot.coverage.filter(({ api }) => api.startsWith('aoss:'));
  expect(entries).toHaveLength(6);
  for (const entry of entries) expect(entry).toMatchObject({ status: 'unsupported', complete: true, calls: 0 });
  expect(sandbox.calls.filter(({ service }) => service === 'aoss')).toEqual([]);
});
