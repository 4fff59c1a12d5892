import type { Element } from '../declared/element.ts';
import { type DeclaredObject, isObject, unresolved } from '../declared/value.ts';
import { globalTableProblems, withoutGlobalTables } from './global-table.ts';
import { evaluator, type StackPlace } from './intrinsics.ts';
import { nameProperties } from './physical-name.ts';
import { serverlessTransform, withoutServerless } from './serverless.ts';
import { type Template, templateOf } from './template.ts';

export type ReadTemplate = { elements: Element[]; problems: string[] } | { refused: string };

/**
 * Elements of a CloudFormation template: plain, SAM, or what CDK synthesises. Pure.
 * @param document the parsed template, with intrinsic functions in their long form
 * @param lineOf line of a resource, for locations
 * @returns the elements with all that can be evaluated evaluated, or in one line why the document is no template
 */
export function readTemplate(
  document: unknown,
  place: StackPlace,
  file: string,
  lineOf: (logicalId: string) => number,
): ReadTemplate {
  const checked = templateOf(document);
  if ('refused' in checked) return checked;
  const template = withoutGlobalTables(withoutServerless(checked.template), place.region);
  const { evaluate, holds } = evaluator(template, place);
  const problems = [...problemsOf(template, checked.template), ...globalTableProblems(checked.template, place.region)];
  const elements = Object.entries(template.resources).flatMap(([id, resource]): Element[] => {
    const exists = resource.condition === null ? true : holds(resource.condition);
    if (exists === false) return [];
    if (exists === null)
      problems.push(`${id}: whether it exists depends on condition ${resource.condition}, which is not known`);
    const properties = evaluate(resource.properties) as DeclaredObject;
    return [
      {
        address: id,
        type: resource.type,
        action: 'declare',
        properties: isObject(properties) ? named(id, resource.type, properties) : {},
        before: null,
        account: place.account,
        region: place.region,
        location: { path: file, line: lineOf(id in checked.template.resources ? id : ownerOf(id, checked.template)) },
      },
    ];
  });
  return { elements, problems: problems.sort() };
}

/** A name that CloudFormation makes up stands under the logical id, and so do references to it. */
function named(id: string, type: string, properties: DeclaredObject): DeclaredObject {
  const name = nameProperties[type];
  return name === undefined || properties[name] !== undefined
    ? properties
    : { ...properties, [name]: unresolved([id]) };
}

/** The resource of the template that a made one stands for. */
function ownerOf(id: string, { resources }: Template): string {
  return Object.keys(resources).find((one) => id.startsWith(one)) ?? id;
}

/** Parts of a template that hold more than can be read here. */
function problemsOf({ resources }: Template, { transforms }: Template): string[] {
  const nested = Object.entries(resources).filter(([, { type }]) => type === 'AWS::CloudFormation::Stack');
  const macros = transforms.filter((one) => one !== serverlessTransform && one !== 'AWS::LanguageExtensions');
  return [
    ...nested.map(([id]) => `${id}: a nested stack is not read; give its template too`),
    ...macros.map((macro) => `what the transform ${macro} adds or changes is not seen`),
  ];
}
