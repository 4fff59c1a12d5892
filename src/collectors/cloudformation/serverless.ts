import { type Declared, type DeclaredObject, isObject } from '../declared/value.ts';
import type { Template, TemplateResource } from './template.ts';

export const serverlessTransform = 'AWS::Serverless-2016-10-31';

/**
 * What the serverless transform makes of its own types, as far as capacity goes.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function withoutServerless(template: Template): Template {
  if (!template.transforms.includes(serverlessTransform)) return template;
  const entries = Object.entries(template.resources).flatMap(([id, resource]): [string, TemplateResource][] => {
    if (resource.type === 'AWS::Serverless::Function') return functionOf(id, resource, template.globals.Function);
    return [[id, resource.type === 'AWS::Serverless::SimpleTable' ? tableOf(resource) : resource]];
  });
  return { ...template, resources: Object.fromEntries(entries) };
}

/** A function with its alias and event sources. Globals hold where the function itself says nothing. */
function functionOf(
  id: string,
  resource: TemplateResource,
  globals: Declared | undefined,
): [string, TemplateResource][] {
  const all = { ...(isObject(globals) ? globals : {}), ...resource.properties } as Record<string, Declared>;
  const { AutoPublishAlias: alias, ProvisionedConcurrencyConfig, Events, Tags, ...rest } = all;
  const { condition } = resource;
  const made: [string, TemplateResource][] = [
    [
      id,
      {
        type: 'AWS::Lambda::Function',
        properties: { ...rest, ...(Tags !== undefined && { Tags: tagList(Tags) }) },
        condition,
      },
    ],
  ];
  if (alias !== undefined) {
    const properties = {
      FunctionName: { Ref: id },
      Name: alias,
      ...(ProvisionedConcurrencyConfig !== undefined && { ProvisionedConcurrencyConfig }),
    };
    made.push([
      `${id}Alias${typeof alias === 'string' ? alias : ''}`,
      { type: 'AWS::Lambda::Alias', properties, condition },
    ]);
  }
  for (const [name, event] of Object.entries(isObject(Events) ? Events : {})) {
    const mapping = mappingOf(id, event);
    if (mapping)
      made.push([`${id}${name}`, { type: 'AWS::Lambda::EventSourceMapping', properties: mapping, condition }]);
  }
  return made;
}

/** Property that holds the source, by the type of event. */
const sources: Record<string, string> = { SQS: 'Queue', Kinesis: 'Stream', DynamoDB: 'Stream', MSK: 'Stream' };

function mappingOf(id: string, event: Declared | undefined): Record<string, Declared> | null {
  if (!isObject(event) || typeof event.Type !== 'string') return null;
  const source = sources[event.Type];
  const properties = isObject(event.Properties) ? event.Properties : {};
  if (source === undefined || properties[source] === undefined) return null;
  return { ...(properties as Record<string, Declared>), FunctionName: { Ref: id }, EventSourceArn: properties[source] };
}

/** A simple table is on demand unless it is given throughput. */
function tableOf({ properties, condition }: TemplateResource): TemplateResource {
  const { TableName, ProvisionedThroughput, Tags } = properties;
  const table: DeclaredObject = {
    TableName,
    BillingMode: ProvisionedThroughput === undefined ? 'PAY_PER_REQUEST' : 'PROVISIONED',
    ProvisionedThroughput,
    Tags: Tags === undefined ? undefined : tagList(Tags),
  };
  const set = Object.entries(table).filter((entry): entry is [string, Declared] => entry[1] !== undefined);
  return { type: 'AWS::DynamoDB::Table', properties: Object.fromEntries(set), condition };
}

const tagList = (tags: Declared): Declared =>
  isObject(tags) ? Object.entries(tags).map(([Key, Value]): Declared => ({ Key, Value })) : tags;
