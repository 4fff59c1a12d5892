import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { mend, render, staleFiles } from '../scripts/generate.ts';
import { loadRuleFiles } from '../src/loaders/rules.ts';
import { loadYaml } from '../src/loaders/yaml-document.ts';
import { kinds } from '../src/resources/index.ts';
import { keyHash } from '../src/resources/kind.ts';

const root = join(import.meta.dirname, '..');
let texts: Map<string, string>;

beforeAll(async () => {
  texts = await render();
});

describe('generated files', () => {
  it('are what their sources say', () => {
    expect(staleFiles(texts), `mend with: ${mend}`).toEqual([]);
  });

  it('are the same each time', async () => {
    expect(await render()).toEqual(texts);
  });

  it('that have no source any more are found', () => {
    const without = new Map([...texts].filter(([path]) => path !== 'docs/schema/rule.schema.json'));
    expect(staleFiles(without)).toContain('docs/schema/rule.schema.json has no source any more');
  });

  it('name no place on the machine that made them', () => {
    for (const [path, text] of texts) expect(text, path).not.toMatch(/\/tmp\/|\/home\/|\/Users\/|node_modules/);
    expect([...texts.values()].join('').includes(root)).toBe(false);
  });
});

describe('rule pages', () => {
  const files = loadRuleFiles([join(root, 'rules')]);

  it.each(files.map(({ rule }) => [rule.id, rule] as const))('%s: says what its fail examples say', (id, rule) => {
    const page = texts.get(`docs/rules/${id}.md`) ?? '';
    const plain = page.replaceAll('\\', '');
    for (const { message } of rule.examples.fail) if (message) expect(plain).toContain(message.replace(/\s+/g, ' '));
    expect(page).not.toMatch(/\bundefined\b|\[object|\{[a-z]\w+\}/);
    for (const url of rule.references) expect(page).toContain(url);
  });

  it('stand in the index and in the README', () => {
    for (const { rule } of files) {
      expect(texts.get('docs/rules/README.md')).toContain(`(${rule.id}.md)`);
      expect(texts.get('README.md')).toContain(`(docs/rules/${rule.id}.md)`);
    }
  });
});

describe('JSON Schemas', () => {
  const schema = (name: string) => JSON.parse(texts.get(`docs/schema/${name}.schema.json`) ?? 'null') as object;
  const validator = (name: string) => new Ajv2020({ strict: false, validateFormats: false }).compile(schema(name));

  it('accept the rules and the policy that ship', () => {
    const isRule = validator('rule');
    for (const { file } of loadRuleFiles([join(root, 'rules')])) {
      isRule(loadYaml(file, 'rule').value);
      expect(isRule.errors, file).toBeNull();
    }
    const isPolicy = validator('policy');
    isPolicy(loadYaml(join(root, 'examples/mangaassist/headroom.yaml'), 'policy').value);
    expect(isPolicy.errors).toBeNull();
  });

  it('accept a snapshot of every kind', () => {
    const isSnapshot = validator('snapshot');
    const place = { account: '111122223333', region: 'eu-central-1' };
    const resources = kinds.map((kind) => ({
      ...place,
      keyHash: keyHash({ partition: 'aws', ...place }, kind.kind, kind.key(kind.example.attributes)),
      kind: kind.kind,
      key: kind.key(kind.example.attributes),
      name: kind.name(kind.example.attributes),
      ...kind.example,
      tags: null,
      unread: { tags: 'denied' },
    }));
    const scopes = [{ partition: 'aws', ...place }];
    isSnapshot({
      schema: 'headroom.snapshot/1',
      takenAt: '2026-11-22T04:00:00Z',
      tool: 'headroom 0.1.0',
      source: 'aws',
      scopes,
      resources,
      coverage: [],
    });
    expect(isSnapshot.errors).toBeNull();
  });

  it('accept a report', () => {
    const isReport = validator('report');
    isReport(JSON.parse(readFileSync(join(root, 'test/golden/report.json'), 'utf8')));
    expect(isReport.errors).toBeNull();
  });

  it.each([
    ['rule', { id: 'x' }],
    ['policy', { failon: 'high' }],
    ['waivers', { waivers: [{ rule: '*' }] }],
    ['snapshot', { schema: 'headroom.snapshot/2' }],
    ['report', {}],
  ])('refuse what is no %s', (name, value) => {
    expect(validator(name)(value)).toBe(false);
  });
});
