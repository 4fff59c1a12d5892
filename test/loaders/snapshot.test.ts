import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { findJsonFault, jsonOffset } from '../../src/loaders/json-position.ts';
import { valueAt } from '../../src/loaders/schema-problems.ts';
import { loadReport, loadSnapshot, parseSnapshot } from '../../src/loaders/snapshot.ts';
import { snapshotLines, writeSnapshot } from '../../src/loaders/snapshot-text.ts';
import { positionAt } from '../../src/loaders/text-position.ts';
import type { Resource, Snapshot } from '../../src/model/snapshot.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { keyHash } from '../../src/resources/kind.ts';

const root = mkdtempSync(join(tmpdir(), 'headroom-snapshot-'));
afterAll(() => rmSync(root, { recursive: true }));

const scope = { partition: 'aws', account: '111122223333', region: 'eu-central-1' };

function resource(key: string, changes: Partial<Resource> = {}): Resource {
  return {
    observed: {},
    unread: {},
    attributes: { minCapacity: 1, list: [{ b: 1, a: 2 }], absent: null },
    defaulted: ['b', 'a'],
    tags: { team: 'x', event: 'y' },
    name: key,
    id: `arn:aws:x:${key}`,
    key,
    kind: 'scalable-target',
    account: scope.account,
    region: scope.region,
    keyHash: keyHash(scope, 'scalable-target', key),
    ...changes,
  };
}

function snapshotOf(resources: Resource[]): Snapshot {
  const entry = { status: 'ok', complete: true, kinds: [], missed: [], calls: 1, throttled: 0, since: null } as const;
  const place = { account: scope.account, region: scope.region };
  return {
    coverage: [
      { ...place, api: 'ecs:ListServices', ...entry, kinds: [], missed: [], detail: null },
      { ...place, api: 'ecs:DescribeServices', ...entry, kinds: [], missed: [], detail: null },
    ],
    resources,
    scopes: [scope],
    source: 'aws',
    tool: 'headroom 0.1.0',
    takenAt: '2026-11-22T04:00:00Z',
    schema: 'headroom.snapshot/1',
  };
}

const textOf = (snapshot: Snapshot) => [...writeSnapshot(snapshot)].join('');

function messageOf(action: () => unknown): string {
  try {
    action();
    return 'no error';
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe('writeSnapshot', () => {
  const hostile = resource('line\nbreak " quote </script> ‮', { tags: { ['__proto__']: 'x', constructor: 'y' } });
  const lines = textOf(snapshotOf([resource('b'), hostile, resource('a')])).split('\n');

  it('writes one resource a line, sorted, identified by its first 100 characters', () => {
    const resourceLines = lines.filter((line) => line.startsWith('{"keyHash":"'));
    expect(resourceLines.map((line) => (JSON.parse(line.replace(/,$/, '')) as Resource).key)).toEqual([
      'a',
      'b',
      hostile.key,
    ]);
    for (const line of resourceLines)
      expect(line.slice(0, 100)).toMatch(/^\{"keyHash":"[0-9a-f]{64}","kind":"scalable-t/);
  });

  it('writes the members of a resource in one order', () => {
    expect(lines.find((line) => line.includes('"key":"a"'))).toBe(
      `{"keyHash":"${keyHash(scope, 'scalable-target', 'a')}","kind":"scalable-target","account":"111122223333","region":"eu-central-1","key":"a","id":"arn:aws:x:a","name":"a","tags":{"event":"y","team":"x"},"attributes":{"absent":null,"list":[{"a":2,"b":1}],"minCapacity":1},"defaulted":["a","b"],"unread":{},"observed":{}},`,
    );
  });

  it('puts the envelope first and one coverage entry on each line', () => {
    expect(lines[0]).toBe(
      '{"schema":"headroom.snapshot/1","takenAt":"2026-11-22T04:00:00Z","tool":"headroom 0.1.0","source":"aws",',
    );
    expect(
      lines.filter((line) => line.startsWith('{"account"')).map((line) => line.split('"api":')[1]?.slice(0, 22)),
    ).toEqual(['"ecs:DescribeServices"', '"ecs:ListServices","st']);
  });

  it('is read back as it was, and written again as the same bytes', () => {
    const text = lines.join('\n');
    const read = parseSnapshot(text);
    expect(read.resources).toHaveLength(3);
    expect(Object.getOwnPropertyNames(read.resources[2]?.tags ?? {}).sort()).toEqual(['__proto__', 'constructor']);
    expect(textOf(read)).toBe(text);
  });

  it('writes an empty snapshot as valid JSON', () => {
    const empty = textOf({ ...snapshotOf([]), coverage: [], scopes: [] });
    expect(parseSnapshot(empty).resources).toEqual([]);
  });
});

describe('snapshotLines', () => {
  it('finds the line of each resource', () => {
    const text = textOf(snapshotOf([resource('a'), resource('b')]));
    const lines = snapshotLines(text);
    expect(lines.size).toBe(2);
    for (const [hash, line] of lines) expect(text.split('\n')[line - 1]).toContain(hash);
  });

  it('finds none in other text', () => {
    expect(snapshotLines('').size).toBe(0);
    expect(snapshotLines('{\n"a":1}').size).toBe(0);
  });
});

describe('a file that is no snapshot', () => {
  const good = textOf(snapshotOf([resource('a'), resource('b')]));
  it.each<[string, string, string]>([
    ['nothing', '  \n', 's.json: the file is empty; expected a snapshot'],
    ['text', 'hello', 's.json:1:1: not a snapshot: expected a value; found hello'],
    [
      'a truncated file',
      good.slice(0, 500),
      's.json:4:301: not a snapshot: the file ends in the middle; it is truncated',
    ],
    ['a trailing comma', '{"schema": 1,\n}', 's.json:2:1: not a snapshot: expected a key in double quotes; found }'],
    [
      'a list',
      '[]',
      's.json:1:1: expected a snapshot (headroom.snapshot/1); found an empty list; take one with "headroom snapshot --output FILE"',
    ],
    [
      'other JSON',
      '{"a": 1}',
      's.json:1:1: this is no snapshot: it has no "schema" member; take one with "headroom snapshot --output FILE"',
    ],
    [
      'a plan',
      '{"planned_values": {}}',
      's.json:1:1: this is no snapshot: it has no "schema" member; this is a Terraform plan, for "headroom gate --plan"',
    ],
    [
      'a report',
      '{\n  "schema": "headroom.report/1"\n}',
      's.json:2:13: this is a report (headroom.report/1), not a snapshot; take one with "headroom snapshot --output FILE"',
    ],
    [
      'a newer version',
      '{"schema": "headroom.snapshot/2"}',
      's.json:1:12: expected "headroom.snapshot/1"; found "headroom.snapshot/2"; update Headroom',
    ],
    [
      'an older version',
      '{"schema": "headroom.snapshot/0"}',
      's.json:1:12: expected "headroom.snapshot/1"; found "headroom.snapshot/0"; it is older than this Headroom; take one with "headroom snapshot --output FILE"',
    ],
    [
      'an envelope member too many',
      good.replace('"tool"', '"tol":1,"tool"'),
      's.json:1:66: unknown key "tol"; did you mean "tool"?',
    ],
    [
      'a resource that stands twice',
      textOf(snapshotOf([resource('a'), resource('a')])),
      's.json:5:1: this resource stands in the snapshot already, as number 1',
    ],
    [
      'an instant that is none',
      good.replace('2026-11-22T04:00:00Z', '2026-11-32T04:00:00Z'),
      's.json:1:43: expected an instant such as 2026-11-22T04:00:00Z; found "2026-11-32T04:00:00Z"',
    ],
    [
      'a wrong source',
      good.replace('"source":"aws"', '"source":"was"'),
      's.json:1:99: expected one of aws, terraform-plan, cloudformation; found "was"; did you mean "aws"?',
    ],
    [
      'a resource without attributes',
      good.replace(/"attributes":\{.*?\},"defaulted"/, '"defaulted"'),
      's.json:4:1: "attributes" is missing; expected a mapping of keys to values',
    ],
    [
      'a bad reason',
      good.replace('"unread":{}', '"unread":{"x":"denid"}'),
      's.json:4:329: expected one of denied, throttled, truncated, malformed, unsupported, failed, after-apply, not-requested; found "denid"; did you mean "denied"?',
    ],
    [
      'a bad hash',
      good.replace(/"keyHash":"../, '"keyHash":"zz'),
      's.json:4:12: expected text that matches /^[0-9a-f]{64}$/; found "zz',
    ],
    [
      'deep nesting',
      good.replace('"absent":null', `"absent":${'['.repeat(60_000)}${']'.repeat(60_000)}`),
      's.json:4:1: this resource is nested too deeply',
    ],
  ])('%s', (_, text, expected) => {
    expect(messageOf(() => parseSnapshot(text, 's.json'))).toContain(expected);
  });

  it('is named when it does not exist', () => {
    expect(messageOf(() => loadSnapshot('no.json'))).toBe(
      'no.json: cannot read this snapshot: there is no such file or folder',
    );
  });

  it('is read with a byte order mark', () => {
    const file = join(root, 'bom.json');
    writeFileSync(file, `\uFEFF${good}`);
    expect(loadSnapshot(file).resources).toHaveLength(2);
  });

  it('is no report either', () => {
    const file = join(root, 'good.json');
    writeFileSync(file, good);
    expect(messageOf(() => loadReport(file))).toContain(
      'good.json:1:11: this is a snapshot (headroom.snapshot/1), not a report;',
    );
  });
});

describe('loadReport', () => {
  const report = {
    schema: 'headroom.report/1',
    generatedAt: '2026-11-22T04:00:00Z',
    tool: 'headroom 0.1.0',
    snapshot: { takenAt: '2026-11-22T04:00:00Z', source: 'aws', scopes: [scope] },
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, metrics: false, ruleSet: 'x', exitCode: 0 },
    verdict: 'clean',
    summary: { resources: 0, rules: 0, pass: 0, fail: 0, unknown: 0, notApplicable: 0, waived: 0, bySeverity: {} },
    rules: [],
    results: [],
    coverage: [],
    notices: [],
    drift: null,
    overrides: null,
    events: null,
  };

  it('reads a report', () => {
    const file = join(root, 'report.json');
    writeFileSync(file, JSON.stringify(report, null, 2));
    expect(loadReport(file).verdict).toBe('clean');
  });

  it('says where a report is wrong', () => {
    const file = join(root, 'wrong.json');
    writeFileSync(file, JSON.stringify({ ...report, verdict: 'claen' }, null, 2));
    expect(messageOf(() => loadReport(file))).toMatch(
      /wrong\.json:\d+:14: expected one of clean, findings, incomplete; found "claen"; did you mean "clean"\?$/,
    );
  });
});

describe('positions in JSON', () => {
  it('point at the value of any path, however the text is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), fc.nat(), (value, indent, pick) => {
        const text = JSON.stringify(value, null, indent);
        const paths = pathsOf(JSON.parse(text));
        const path = paths[pick % paths.length] ?? [];
        const found = text.slice(jsonOffset(text, path));
        const compact = JSON.stringify(valueAt(JSON.parse(text), path));
        expect(found.replace(/\s/g, '').startsWith(compact.replace(/\s/g, ''))).toBe(true);
      }),
    );
  });

  it('agree with the engine on what is JSON', () => {
    const soup = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', ' ', 'true', 'nul', '"', '\\', '-', '0'),
    );
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(findJsonFault(text) === null).toBe(valid);
      }),
      { numRuns: 5000 },
    );
  });

  it('count from 1', () => {
    expect(positionAt('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(positionAt('ab\ncd', 3)).toEqual({ line: 2, column: 1 });
    expect(positionAt('ab\ncd', 99)).toEqual({ line: 2, column: 3 });
  });
});

function pathsOf(value: unknown, prefix: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [prefix];
  const members: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [prefix, ...members.flatMap(([member, inner]) => pathsOf(inner, [...prefix, member]))];
}
