import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declaredReads } from '../../src/collectors/aws/collect.ts';
import type { Collector } from '../../src/collectors/aws/collector.ts';
import { collectors } from '../../src/collectors/aws/registry.ts';
import { kindByName } from '../../src/resources/index.ts';

const folder = new URL('../../src/collectors/aws/services/', import.meta.url);

const followedBy = (collector: Collector) =>
  collectors.filter(({ name }) => collector.follows?.includes(name) ?? false);
const apisBefore = (collector: Collector) =>
  [collector, ...followedBy(collector)].flatMap(({ reads }) => reads.map(({ api }) => api));

describe('the registry of collectors', () => {
  it('equals the folder: one file a service, named like it', () => {
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
    expect(collectors.map((collector) => collector.name).sort()).toEqual(files.sort());
  });

  it('declares each API once', () => {
    const apis = declaredReads().map((read) => read.api);
    expect(new Set(apis).size).toBe(apis.length);
  });

  it('has collectors that follow others of their scope, never in a circle', () => {
    const depth = (collector: Collector, path: readonly string[]): void => {
      expect(path).not.toContain(collector.name);
      expect(followedBy(collector)).toHaveLength(collector.follows?.length ?? 0);
      for (const one of followedBy(collector)) {
        expect(one.scope).toBe(collector.scope);
        depth(one, [...path, collector.name]);
      }
    };
    for (const collector of collectors) depth(collector, []);
  });

  it('declares reads only', () => {
    for (const { api } of declaredReads())
      expect(api).toMatch(/^[a-z0-9-]+:(Describe|List|Get|BatchGet|Lookup)[A-Za-z]+$/);
  });

  it.each(collectors.map((collector) => [collector.name, collector] as const))(
    '%s names kinds that exist, of its own scope, and rests on its own reads or those of collectors that it follows',
    (_, collector) => {
      for (const read of collector.reads) {
        for (const kind of read.kinds) {
          expect(kindByName.get(kind)?.global, kind).toBe(collector.scope === 'global');
        }
        if (read.after) expect(apisBefore(collector)).toContain(read.after);
      }
    },
  );
});
