import { symbolFor } from '../../model/symbolic-name.ts';
import { type Declared, isObject, isUnresolved, joinTexts, unresolved } from '../declared/value.ts';
import { arnForms, nameAttributes, nameProperties, refIsArn, refIsOpaque } from './physical-name.ts';
import type { Template } from './template.ts';

/** Where the stack will be, and what is given to it. */
export interface StackPlace {
  partition: string;
  /** Null where it is not known. */
  account: string | null;
  region: string | null;
  parameters: Readonly<Record<string, string>>;
}

/** Evaluates intrinsic functions; undefined for what AWS::NoValue takes away. */
export type Evaluate = (value: Declared | undefined) => Declared | undefined;

/** True, false, or null where a parameter decides that is not known. */
export type Holds = (condition: string) => boolean | null;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
export function evaluator(template: Template, place: StackPlace): { evaluate: Evaluate; holds: Holds } {
  const deciding = new Set<string>();

  const evaluate: Evaluate = (value) => {
    if (typeof value === 'string') return value.includes('{{resolve:') ? unresolved([], null) : value;
    if (Array.isArray(value)) return value.map(evaluate).filter((item) => item !== undefined);
    if (!isObject(value)) return value;
    const [name, ...more] = Object.keys(value);
    if (name !== undefined && more.length === 0 && name in functions) return functions[name]?.(value[name] ?? null);
    const members = Object.entries(value).flatMap(([member, inner]): [string, Declared][] => {
      const one = evaluate(inner);
      return one === undefined ? [] : [[member, one]];
    });
    return Object.fromEntries(members);
  };

  const holds: Holds = (condition) => {
    // Conditions never depend on themselves, but files may be anybody's.
    if (deciding.has(condition) || !(condition in template.conditions)) return null;
    deciding.add(condition);
    const truth = truthOf(template.conditions[condition] ?? null);
    deciding.delete(condition);
    return truth;
  };

  const truthOf = (value: Declared): boolean | null => {
    if (!isObject(value))
      return typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : null;
    if (typeof value.Condition === 'string') return holds(value.Condition);
    const parts = (name: string) => (Array.isArray(value[name]) ? (value[name] as Declared[]) : []);
    if ('Fn::Equals' in value) return equal(parts('Fn::Equals').map((one) => evaluate(one)));
    const truths = (name: string) => parts(name).map(truthOf);
    if ('Fn::Not' in value) return negated(truths('Fn::Not')[0] ?? null);
    if ('Fn::And' in value) return allOf(truths('Fn::And'));
    if ('Fn::Or' in value) return negated(allOf(truths('Fn::Or').map(negated)));
    return null;
  };

  const nameOf = (id: string): Declared => {
    const resource = template.resources[id];
    const property = resource && nameProperties[resource.type];
    const given = property === undefined ? undefined : evaluate(resource?.properties[property]);
    return given ?? unresolved([id]);
  };

  const arnOf = (id: string): Declared => {
    const resource = template.resources[id];
    const form = resource && arnForms[resource.type];
    if (!resource || !form) return unresolved([id], symbolFor(`${id}.Arn`));
    const tail = form.parts.map(
      (part): Declared =>
        typeof part === 'string'
          ? part
          : 'name' in part
            ? nameOf(id)
            : (evaluate(resource.properties[part.property]) ?? ''),
    );
    const head = ['arn:', place.partition, ':', form.service, ':', pseudo('Region'), ':', pseudo('AccountId'), ':'];
    const whole = joinTexts([...head, ...tail] as Declared[]);
    return isUnresolved(whole) ? unresolved([...new Set([id, ...whole.references])], whole.symbol) : whole;
  };

  const pseudo = (name: string): Declared | undefined => {
    const known: Record<string, string | null> = {
      AccountId: place.account,
      Region: place.region,
      Partition: place.partition,
      URLSuffix: place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    };
    if (name === 'NoValue') return undefined;
    return known[name] ?? unresolved([], symbolFor(name));
  };

  const parameter = (name: string): Declared => {
    const declared = template.parameters[name] ?? {};
    const given = place.parameters[name] ?? (declared.Default as string | undefined);
    const isSecret = declared.NoEcho === true || declared.NoEcho === 'true';
    const isElsewhere = /^AWS::SSM::Parameter::Value/.test(String(declared.Type));
    if (given === undefined || isSecret || isElsewhere) return unresolved([], symbolFor(name));
    const isList = /^(List<|CommaDelimitedList)/.test(String(declared.Type));
    return isList && typeof given === 'string' ? given.split(',').map((item) => item.trim()) : given;
  };

  const ref = (name: Declared): Declared | undefined => {
    if (typeof name !== 'string') return unresolved([], null);
    if (name.startsWith('AWS::')) return pseudo(name.slice(5));
    const resource = template.resources[name];
    if (!resource) return parameter(name);
    if (refIsArn.includes(resource.type)) return arnOf(name);
    if (refIsOpaque.includes(resource.type)) return unresolved([name]);
    if (resource.type === 'AWS::ApplicationAutoScaling::ScalableTarget') return unresolved([name]);
    return nameOf(name);
  };

  const getAtt = (value: Declared): Declared => {
    const [id, attribute] = typeof value === 'string' ? value.split(/\.(.*)/s) : Array.isArray(value) ? value : [];
    if (typeof id !== 'string' || typeof attribute !== 'string') return unresolved([], null);
    if (nameAttributes.includes(attribute)) return nameOf(id);
    return attribute === 'Arn' || attribute.endsWith('Arn')
      ? arnOf(id)
      : unresolved([id], symbolFor(`${id}.${attribute}`));
  };

  const sub = (value: Declared): Declared => {
    const [text, variables] = Array.isArray(value) ? value : [value, {}];
    if (typeof text !== 'string') return unresolved([], null);
    const parts = text.split(/(\$\{[^}]*\})/).map((part): Declared => {
      const name = /^\$\{([^}]*)\}$/.exec(part)?.[1]?.trim();
      if (name === undefined) return part;
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (isObject(variables) && name in variables) return evaluate(variables[name]) ?? '';
      return (name.includes('.') ? getAtt(name) : ref(name)) ?? '';
    });
    return joinTexts(parts);
  };

  const functions: Record<string, (value: Declared) => Declared | undefined> = {
    Ref: ref,
    'Fn::GetAtt': (value) => getAtt(Array.isArray(value) ? value.map((one) => evaluate(one) ?? '') : value),
    'Fn::Sub': sub,
    'Fn::Join': (value) => {
      const [separator, list] = Array.isArray(value) ? value : [];
      const items = evaluate(list);
      if (typeof separator !== 'string' || !Array.isArray(items)) return unresolved([], null);
      return joinTexts(items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
    },
    'Fn::If': (value) => {
      const [condition, yes, no] = Array.isArray(value) ? value : [];
      const truth = typeof condition === 'string' ? holds(condition) : null;
      return truth === null ? either(evaluate(yes), evaluate(no)) : evaluate(truth ? yes : no);
    },
    'Fn::Select': (value) => {
      const [index, list] = Array.isArray(value) ? value.map((one) => evaluate(one)) : [];
      return Array.isArray(list) ? (list[Number(index)] ?? unresolved([], null)) : unresolved([], null);
    },
    'Fn::Split': (value) => {
      const [separator, text] = Array.isArray(value) ? value.map((one) => evaluate(one)) : [];
      if (typeof separator !== 'string') return unresolved([], null);
      if (typeof text === 'string') return text.split(separator);
      return isUnresolved(text) ? splitSymbol(text, separator) : unresolved([], null);
    },
    'Fn::FindInMap': (value) => {
      const [map, first, second] = Array.isArray(value) ? value.map((one) => evaluate(one)) : [];
      if (typeof map !== 'string' || typeof first !== 'string' || typeof second !== 'string')
        return unresolved([], null);
      const found = [first, second].reduce<Declared | undefined>(
        (inner, key) => (isObject(inner) ? inner[key] : undefined),
        template.mappings[map],
      );
      return found ?? unresolved([], null);
    },
    'Fn::ToJsonString': (value) => {
      const plain = evaluate(value);
      return hasUnresolved(plain) ? unresolved([], null) : JSON.stringify(plain);
    },
    'Fn::Length': (value) => {
      const list = evaluate(value);
      return Array.isArray(list) ? list.length : unresolved([], null);
    },
    'Fn::Base64': () => unresolved([], null),
    'Fn::Cidr': () => unresolved([], null),
    'Fn::GetAZs': () => unresolved([], null),
    'Fn::ImportValue': () => unresolved([], null),
    'Fn::Transform': () => unresolved([], null),
  };

  return { evaluate, holds };
}

/** Two ways a value may turn out: known where they are the same. */
function either(yes: Declared | undefined, no: Declared | undefined): Declared | undefined {
  return JSON.stringify(yes) === JSON.stringify(no) && !hasUnresolved(yes) ? yes : unresolved([], null);
}

/** Pieces of a text in which names stand as `${…}`; each is known that holds none. */
function splitSymbol(
  { symbol, references }: { symbol: string | null; references: string[] },
  separator: string,
): Declared {
  if (symbol === null) return unresolved(references, null);
  return symbol.split(separator).map((piece) => (piece.includes('${') ? unresolved(references, piece) : piece));
}

function hasUnresolved(value: Declared | undefined): boolean {
  if (isUnresolved(value)) return true;
  if (Array.isArray(value)) return value.some(hasUnresolved);
  return isObject(value) && Object.values(value).some(hasUnresolved);
}

function equal([a, b]: (Declared | undefined)[]): boolean | null {
  return hasUnresolved(a) || hasUnresolved(b) ? null : String(a) === String(b);
}

const negated = (truth: boolean | null) => (truth === null ? null : !truth);

const allOf = (truths: readonly (boolean | null)[]) =>
  truths.includes(false) ? false : truths.includes(null) ? null : true;
