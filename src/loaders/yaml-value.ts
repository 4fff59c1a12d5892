import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';

const maxDepth = 64;
/** Uses of anchors in one file, and values that they may expand to: enough for people, too few for an alias bomb. */
const maxAliases = 100;
const maxAliasedValues = 10_000;

/** Something that YAML allows and a configuration file should not hold. */
export interface YamlFault {
  offset: number;
  message: string;
}

/** What a value with a tag of its own, such as !Ref, stands for; null where the tag is not known. */
export type Tagged = (tag: string, value: unknown) => { value: unknown } | null;

export interface PlainOptions {
  tagged?: Tagged;
  /** Whether keys may be numbers, which then are text as they are written (account ids in mappings of templates). */
  numberKeys?: boolean;
}

interface Walk extends PlainOptions {
  document: Document.Parsed;
  faults: YamlFault[];
  aliases: number;
  aliasedValues: number;
}

/** Turns a document into plain JSON: text keys only, no `__proto__`, bounded depth and aliases, exact numbers. */
export function toPlainValue(
  document: Document.Parsed,
  options: PlainOptions = {},
): { value: unknown; faults: YamlFault[] } {
  const walk: Walk = { ...options, document, faults: [], aliases: 0, aliasedValues: 0 };
  const value = plain(walk, document.contents, 0, false);
  return { value, faults: walk.faults };
}

function plain(walk: Walk, node: Node | null, depth: number, aliased: boolean): unknown {
  const tag = node !== null && 'tag' in node && typeof node.tag === 'string' ? node.tag : undefined;
  const value = untagged(walk, node, depth, aliased);
  if (!walk.tagged || tag === undefined || !/^![^!]/.test(tag) || node === null) return value;
  const found = walk.tagged(tag, value);
  return found ? found.value : refuse(walk, node, `unknown tag ${tag}`);
}

function untagged(walk: Walk, node: Node | null, depth: number, aliased: boolean): unknown {
  if (node === null) return null;
  if (aliased) walk.aliasedValues += 1;
  if (walk.aliasedValues > maxAliasedValues) return refuseOnce(walk, node, 'aliases expand to too many values');
  if (depth > maxDepth) return refuseOnce(walk, node, `nested more than ${maxDepth} deep`);
  if (isScalar(node)) return plainScalar(walk, node, node.value);
  if (isSeq(node)) return node.items.map((item) => plain(walk, item as Node | null, depth + 1, aliased));
  if (isMap(node)) return plainMap(walk, node, depth, aliased);
  if (!isAlias(node)) return refuse(walk, node, 'unsupported YAML');
  walk.aliases += 1;
  if (walk.aliases > maxAliases) return refuseOnce(walk, node, `more than ${maxAliases} aliases`);
  const target = node.resolve(walk.document);
  if (target === undefined) return refuse(walk, node, `no anchor "${node.source}" stands before this alias`);
  return plain(walk, target, depth + 1, true);
}

const keyText = ({ numberKeys }: Walk, value: unknown, source: string | undefined) =>
  numberKeys && typeof value === 'number' ? (source ?? String(value)) : value;

function plainScalar(walk: Walk, node: Node, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) return refuse(walk, node, 'expected a finite number');
  const exact = !Number.isInteger(value) || Number.isSafeInteger(value);
  return exact ? value : refuse(walk, node, 'this number is too large to be held exactly; put it in quotes');
}

function plainMap(walk: Walk, map: YAMLMap, depth: number, aliased: boolean): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const pair of map.items) {
    const key = pair.key as Node | null;
    const name = isScalar(key) ? keyText(walk, key.value, key.source) : undefined;
    if (typeof name !== 'string') refuse(walk, key ?? map, 'a key must be text; put it in quotes');
    else if (name === '__proto__') refuse(walk, key ?? map, 'the key "__proto__" is not allowed');
    else result[name] = plain(walk, pair.value as Node | null, depth + 1, aliased);
  }
  return result;
}

function refuse(walk: Walk, node: Node, message: string): null {
  walk.faults.push({ offset: node.range?.[0] ?? 0, message });
  return null;
}

/** A limit is said once, however often it is passed. */
function refuseOnce(walk: Walk, node: Node, message: string): null {
  return walk.faults.some((fault) => fault.message === message) ? null : refuse(walk, node, message);
}
