import { type Declared, isObject } from '../declared/value.ts';

/** What is read of a template. */
export interface Template {
  resources: Readonly<Record<string, TemplateResource>>;
  parameters: Readonly<Record<string, Record<string, Declared>>>;
  mappings: Readonly<Record<string, Declared>>;
  conditions: Readonly<Record<string, Declared>>;
  globals: Record<string, Declared>;
  transforms: string[];
}

export interface TemplateResource {
  type: string;
  properties: Record<string, Declared>;
  condition: string | null;
}

type Members = Record<string, unknown>;

/** Checks that a document is a template. @returns the template, or in one line why it is none */
export function templateOf(document: unknown): { template: Template } | { refused: string } {
  if (!isObject(document)) return { refused: 'it is no object; expected a CloudFormation template with Resources' };
  const members = document as Members;
  if ('format_version' in members && 'terraform_version' in members) {
    return { refused: 'it is a Terraform plan; give it to --plan' };
  }
  if (!('Resources' in members)) {
    const isManifest = 'artifacts' in members && 'version' in members;
    const hint = isManifest
      ? 'it is the manifest of cdk.out; give the *.template.json files beside it'
      : 'it has no Resources';
    return { refused: `${hint}; expected a CloudFormation template` };
  }
  if (!isObject(members.Resources))
    return { refused: 'Resources is no object; expected logical ids with Type and Properties' };
  const resources: Record<string, TemplateResource> = {};
  for (const [id, resource] of Object.entries(members.Resources as Members)) {
    if (id.startsWith('Fn::')) continue;
    if (!isObject(resource) || typeof resource.Type !== 'string') {
      return { refused: `Resources.${id} has no Type; expected one such as AWS::DynamoDB::Table` };
    }
    resources[id] = {
      type: resource.Type,
      properties: objectIn(resource.Properties),
      condition: typeof resource.Condition === 'string' ? resource.Condition : null,
    };
  }
  return {
    template: {
      resources,
      parameters: objectIn(members.Parameters) as Template['parameters'],
      mappings: objectIn(members.Mappings),
      conditions: objectIn(members.Conditions),
      globals: objectIn(members.Globals),
      transforms: [members.Transform].flat().flatMap((one) => (typeof one === 'string' ? [one] : [])),
    },
  };
}

function objectIn(value: unknown): Record<string, Declared> {
  return isObject(value) ? (value as Record<string, Declared>) : {};
}
