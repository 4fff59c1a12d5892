import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { z } from 'zod';
import { compareText, type Json } from '../../src/model/snapshot.ts';
import { kinds } from '../../src/resources/index.ts';
import type { Kind, TagSource } from '../../src/resources/kind.ts';
import { code, generatedNote, listed, page, prose, table } from './markdown.ts';

const tagTexts: Record<TagSource, string> = {
  inline: 'from the describe call; none is proven',
  'tagging-api': 'from tag:GetResources, joined by ARN; none is proven only when that listing is complete',
  'list-call': "from the service's own list-tags call; none is proven",
  'not-read': 'not read: no rule asks for them',
  none: 'cannot be tagged',
};

/** Namespaces whose cooldown defaults are printed. */
const namespaces = ['ecs', 'dynamodb', 'elasticache', 'lambda', 'rds'];

/** docs/resources.md: what a snapshot may hold, by kind. `folder` is src/resources. */
export async function resourcesPage(folder: string): Promise<string> {
  const sorted = [...kinds].sort((a, b) => compareText(a.kind, b.kind));
  const sections: string[] = [];
  for (const kind of sorted) sections.push(...(await kindSection(kind, folder)));
  return page([
    generatedNote,
    '# Resources',
    'Kinds of resources that a snapshot may hold. The natural key identifies a resource within its account, region and kind, and survives its deletion and re-creation; an ARN may not.',
    table(
      ['kind', 'what', 'natural key', 'scope', 'tags'],
      sorted.map((kind) => [
        `[${kind.kind}](#${kind.kind})`,
        prose(kind.title),
        code(kind.keyFormat),
        kind.global ? 'global' : 'region',
        tagTexts[kind.tags],
      ]),
    ),
    'Attributes are effective values: null means that AWS says it is absent. Where AWS returned nothing and its documentation names the value that then holds, that value stands in `attributes` and the name of the attribute in `defaulted`. Observed values are volatile and never count as drift.',
    ...sections,
  ]);
}

async function kindSection(kind: Kind, folder: string): Promise<string[]> {
  const defaults = await defaultLines(join(folder, `${kind.kind}.ts`));
  const observed = memberRows(kind.observed);
  return [
    `## ${kind.kind}`,
    `${prose(kind.title)}. Natural key: ${code(kind.keyFormat)}, for example ${code(kind.key(kind.example.attributes))}.`,
    table(['attribute', 'type', 'meaning'], memberRows(kind.attributes)),
    observed.length > 0 ? table(['observed', 'type', 'meaning'], observed) : '',
    defaults.length > 0 ? `Documented defaults:\n\n${defaults.join('\n')}` : '',
  ];
}

function memberRows(shape: z.ZodObject): string[][] {
  return Object.entries(shape.shape).map(([name, schema]) => [
    code(name),
    typeWords(schema as z.ZodType),
    prose((schema as z.ZodType).description ?? ''),
  ]);
}

interface Definition {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  entries?: Record<string, string>;
}

function typeWords(schema: z.ZodType): string {
  const definition = schema.def as unknown as Definition;
  if (definition.type === 'nullable' && definition.innerType) return `${typeWords(definition.innerType)} or null`;
  if (definition.type === 'optional' && definition.innerType) return typeWords(definition.innerType);
  if (definition.type === 'array' && definition.element) return `list of ${typeWords(definition.element)}`;
  if (definition.type === 'object' && definition.shape) {
    return `{ ${Object.keys(definition.shape).map(code).join(', ')} }`;
  }
  if (definition.type === 'enum' && definition.entries)
    return listed(Object.values(definition.entries).map(code), 'or');
  return definition.type;
}

/** One line for each `…Defaults` constant and `default…` function of the kind's file: what its comment says, and the values. */
async function defaultLines(file: string): Promise<string[]> {
  const source = readFileSync(file, 'utf8');
  const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const declared = [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:const|function) (\w+)/g)];
  return declared.flatMap(([, comment = '', name = '']) => {
    const value = exported[name];
    if (typeof value === 'function' && /^default/.test(name)) {
      return [defaultLine(comment, Object.fromEntries(namespaces.map((namespace) => [namespace, value(namespace)])))];
    }
    return typeof value === 'object' && value !== null && /Defaults$/.test(name)
      ? [defaultLine(comment, value as Record<string, Json>)]
      : [];
  });
}

function defaultLine(comment: string, values: Record<string, Json>): string {
  const text = comment
    .replace(/^\s*\*?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const urls = [...text.matchAll(/https:\/\/\S+/g)].map(([url]) => url.replace(/[.,)]+$/, ''));
  const words = text.replace(/\s*https:\/\/\S+/g, '').trim();
  const list = Object.entries(values).map(([name, value]) => code(`${name}: ${JSON.stringify(value)}`));
  const sources = urls.map((url, index) => `[source${urls.length > 1 ? ` ${index + 1}` : ''}](${url})`);
  return `- ${prose(words)} ${list.join(', ')}${sources.length > 0 ? ` (${sources.join(', ')})` : ''}`;
}
