import { parseJson } from './json-document.ts';
import { jsonOffset } from './json-position.ts';
import { readText } from './read-text.ts';
import { positionAt } from './text-position.ts';
import { parseYaml, yamlPosition } from './yaml-document.ts';
import type { Tagged } from './yaml-value.ts';

/** A template as it is written, with intrinsic functions in their long form. */
export interface TemplateText {
  document: unknown;
  /** Line from 1 of a resource, by its logical id. */
  lineOf(logicalId: string): number;
}

/** CloudFormation takes templates up to 1 MB; what CDK writes may be longer before it is packed. */
const maxBytes = 5_000_000;

/** @param file path as the user gave it, for messages */
export function loadTemplate(path: string, file: string): TemplateText {
  return parseTemplate(readText(path, 'template', maxBytes), file);
}

/** Parses a template in JSON or YAML. Throws a UsageError that says where it is none. */
export function parseTemplate(text: string, file: string): TemplateText {
  if (/^\s*\{/.test(text)) {
    const document = parseJson({ file, text }, 'template');
    return { document, lineOf: (id) => positionAt(text, jsonOffset(text, ['Resources', id], 'key')).line };
  }
  const source = parseYaml(text, file, { tagged: intrinsic, numberKeys: true });
  return { document: source.value, lineOf: (id) => yamlPosition(source, ['Resources', id], 'key').line };
}

/** Short tags that are not the name of a function. */
const plainTags = ['Ref', 'Condition'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const functions = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'ForEach',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

const intrinsic: Tagged = (tag, value) => {
  const name = tag.slice(1);
  if (plainTags.includes(name)) return { value: { [name]: value } };
  if (!functions.includes(name)) return null;
  // `!GetAtt A.B.C` is the attribute B.C of A.
  const isDotted = name === 'GetAtt' && typeof value === 'string';
  return { value: { [`Fn::${name}`]: isDotted ? splitOnce(value) : value } };
};

function splitOnce(text: string): string[] {
  const dot = text.indexOf('.');
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
