import type { WrittenResource } from './same-verdict-case.ts';

const addressOf = ({ type, name }: WrittenResource) => `${type}.${name}`;

/**
 * Text of a plan (`terraform show -json`) that creates resources in eu-central-1.
 * @param afterApply attribute that is known only after apply, such as aws_dynamodb_table.orders.billing_mode
 */
export function writtenPlan(resources: readonly WrittenResource[], afterApply?: string): string {
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.8',
    resource_changes: resources.map((resource) => changeOf(resource, afterApply)),
    configuration: {
      provider_config: {
        aws: {
          name: 'aws',
          full_name: 'registry.terraform.io/hashicorp/aws',
          expressions: { region: { constant_value: 'eu-central-1' } },
        },
      },
      root_module: { resources: resources.map((resource) => configurationOf(resource, afterApply)) },
    },
  });
}

function changeOf(resource: WrittenResource, afterApply: string | undefined) {
  const address = addressOf(resource);
  const all = Object.entries({ ...resource.filled, ...resource.values });
  const isOpen = (attribute: string) => afterApply === `${address}.${attribute}`;
  const open = all.filter(([attribute]) => isOpen(attribute)).map(([attribute]) => [attribute, true]);
  return {
    address,
    mode: 'managed',
    type: resource.type,
    name: resource.name,
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: {
      actions: ['create'],
      before: null,
      after: Object.fromEntries(all.filter(([attribute]) => !isOpen(attribute))),
      after_unknown: { id: true, arn: true, ...Object.fromEntries(open) },
      before_sensitive: false,
      after_sensitive: {},
    },
  };
}

function configurationOf(resource: WrittenResource, afterApply: string | undefined) {
  const expressions = Object.entries(resource.values).map(([attribute, value]) => {
    if (afterApply === `${addressOf(resource)}.${attribute}`) return [attribute, { references: ['var.chosen'] }];
    const references = resource.references?.[attribute];
    return [attribute, references ? { references } : expressionOf(value)];
  });
  return {
    address: addressOf(resource),
    mode: 'managed',
    type: resource.type,
    name: resource.name,
    provider_config_key: 'aws',
    expressions: Object.fromEntries(expressions),
    schema_version: 0,
  };
}

/** Blocks have expressions of their own within, as Terraform writes them. */
function expressionOf(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRecord)) return { constant_value: value };
  return value.map((block: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(block)
        .filter(([, member]) => member !== null)
        .map(([name, member]) => [name, expressionOf(member)]),
    ),
  );
}

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
