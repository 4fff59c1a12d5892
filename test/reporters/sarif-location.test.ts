import { describe, expect, test } from 'vitest';
import { hashLines } from '../../src/reporters/line-hash.ts';
import { encodePath, indexSnapshotLines, locateIn, virtualLocation } from '../../src/reporters/sarif-location.ts';
import { failing, sha256, subject } from '../support/report.ts';

/** A snapshot's text as the program writes it: one resource a line. */
function snapshotText(resources: readonly { keyHash?: string; kind: string; attributes?: object }[]): string {
  const lines = resources.map(
    (resource, index) => `    ${JSON.stringify(resource)}${index < resources.length - 1 ? ',' : ''}`,
  );
  return `{\n  "schema": "headroom.snapshot/1",\n  "resources": [\n${lines.join('\n')}\n  ]\n}\n`;
}

const orders = subject({ kind: 'dynamodb-table', name: 'orders' });
const carts = subject({ kind: 'dynamodb-table', name: 'carts' });
const line = (of: typeof orders, attributes = { billingMode: 'PROVISIONED' }) => ({
  keyHash: of.keyHash as string,
  kind: of.kind,
  account: of.account,
  region: of.region,
  key: of.key,
  attributes,
});
const text = snapshotText([line(orders), line(carts)]);
const finding = (of: typeof orders) => failing('dynamodb-deletion-protection-off', 'info', of);

describe('a snapshot file', () => {
  test('shows a finding at the line of its resource, with the hash that GitHub computes for it', () => {
    const locate = locateIn({ snapshot: indexSnapshotLines('audits/prod snapshot.json', text) });
    expect(locate(finding(carts))).toEqual({ uri: 'audits/prod%20snapshot.json', line: 5, hash: hashLines(text)[4] });
  });

  test('keeps the hash of a line when attributes change, and when a neighbour comes or goes', () => {
    const other = snapshotText([
      line(subject({ kind: 'dynamodb-table', name: 'a' })),
      line(carts, { billingMode: 'PAY_PER_REQUEST' }),
      line(orders),
    ]);
    const hashIn = (content: string) =>
      locateIn({ baseline: indexSnapshotLines('b.json', content) })(finding(carts)).hash;
    expect(hashIn(other)).toBe(hashIn(text));
    expect(hashIn(text.replaceAll('\n', '\r\n'))).toBe(hashIn(text));
  });

  test('gives no hash to a subject that only derives from the line', () => {
    const locate = locateIn({ snapshot: indexSnapshotLines('s.json', text) });
    const derived = finding({ ...orders, kind: 'dynamodb-capacity', key: `${orders.key}|read` });
    expect(locate(derived)).toEqual({ uri: 's.json', line: 4 });
  });

  test('with text that only looks like a resource has none', () => {
    expect(indexSnapshotLines('s.json', `{"a":1}\n {"keyHash":"short","kind":"x"}\n`).lines.size).toBe(0);
    expect(indexSnapshotLines('s.json', '').lines.size).toBe(0);
  });
});

describe('the most telling place wins', () => {
  const baseline = indexSnapshotLines('baseline.json', snapshotText([line(orders)]));
  const snapshot = indexSnapshotLines('snapshot.json', text);
  const policy = { path: './headroom.yaml', workloads: new Map([['shop', 12]]) };
  const locate = locateIn({ baseline, snapshot, policy });

  test.each([
    ['the committed baseline', orders, 'baseline.json', 4],
    ['else a saved snapshot', carts, 'snapshot.json', 5],
    ['else the workload in the policy', subject({ kind: 'cache', name: 'c', workload: 'shop' }), 'headroom.yaml', 12],
    [
      'else a path that no repository holds',
      subject({ kind: 'cache', name: 'c' }),
      'headroom/111122223333/us-east-1/cache.json',
      1,
    ],
  ])('%s', (_name, on, uri, expectedLine) => {
    expect(locate(failing('r', 'high', on))).toMatchObject({ uri, line: expectedLine });
  });

  test('only the last one is virtual', () => {
    expect(virtualLocation(finding(orders)).virtual).toBe(true);
    expect(locate(finding(orders)).virtual).toBeUndefined();
  });
});

test.each([
  ['./infra/main.tf', 'infra/main.tf'],
  ['/infra//main.tf', 'infra/main.tf'],
  ['infra\\main.tf', 'infra/main.tf'],
  ['../x', '_/x'],
  ['a:b/ö?#%.json', 'a%3Ab/%C3%B6%3F%23%25.json'],
  ['\ud800', '%EF%BF%BD'],
])('the path %j is written %s', (path, expected) => {
  expect(encodePath(path)).toBe(expected);
});

test('hashes of the support file are real ones', () => {
  expect(sha256('a')).toMatch(/^[0-9a-f]{64}$/);
});
