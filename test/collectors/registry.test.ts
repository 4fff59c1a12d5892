import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declaredReads } from '../../src/collectors/aws/collect.ts';
import { collectors } from '../../src/collectors/aws/registry.ts';
import { kindByName } from '../../src/resources/index.ts';

const folder = new URL('../../src/collectors/aws/services/', import.meta.url);

describe('the registry of collectors', () => {
  it('equals the folder: one file a service, named like it', () => {
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
    expect(collectors.map((collector) => collector.name).sort()).toEqual(files.sort());
  });

  it('declares each API once', () => {
    const apis = declaredReads().map((read) => read.api);
    expect(new Set(apis).size).toBe(apis.length);
  });

  it('declares reads only', () => {
    for (const { api } of declaredReads())
      expect(api).toMatch(/^[a-z-]+:(Describe|List|Get|BatchGet|Lookup)[A-Za-z]+$/);
  });

  it.each(collectors.map((collector) => [collector.name, collector] as const))(
    '%s names kinds that exist, of its own scope, and rests on its own reads',
    (_, collector) => {
      for (const read of collector.reads) {
        for (const kind of read.kinds) {
          expect(kindByName.get(kind)?.global, kind).toBe(collector.scope === 'global');
        }
        if (read.after) expect(collector.reads.map((one) => one.api)).toContain(read.after);
      }
    },
  );
});
