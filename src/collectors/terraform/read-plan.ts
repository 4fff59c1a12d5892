import type { ChangeAction } from '../../model/change-set.ts';
import type { Element } from '../declared/element.ts';
import { type Declared, type DeclaredObject, isFilled, isUnresolved, unresolved } from '../declared/value.ts';
import { configurationOf } from './configuration.ts';
import { type ConfigurationFile, locator } from './locate.ts';
import { placeOf, type ResourcePlace } from './place.ts';
import type { ResourceChange } from './plan.ts';
import { type Reference, referenceResolver } from './references.ts';
import { planOf } from './refuse.ts';
import { terraformTypes } from './registry.ts';
import { scaledResourceName } from './scaled-resource-name.ts';
import { type TerraformType, translate } from './translation.ts';
import { attributesOf } from './values.ts';

export type ReadPlan = { elements: Element[] } | { refused: string };

/**
 * Elements of a plan, the output of `terraform show -json`. Pure.
 * @param document the parsed JSON
 * @param files configuration that the plan was made of, for locations
 * @returns the elements in CloudFormation's names, or in one line why the document is no plan
 */
export function readTerraformPlan(document: unknown, files: readonly ConfigurationFile[] = []): ReadPlan {
  const checked = planOf(document);
  if ('refused' in checked) return checked;
  const { plan } = checked;
  const changes = (plan.resource_changes ?? []).filter(
    ({ mode, deposed, change }) => mode !== 'data' && !deposed && actionOf(change.actions) !== null,
  );
  const configuration = configurationOf(plan);
  const resolve = referenceResolver(changes, configuration);
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  const settled = new Map<string, DeclaredObject>();

  const givenBy = ({ address, attribute }: Reference): Declared | undefined => {
    const change = byAddress.get(address);
    if (!change || attribute === '') return undefined;
    const attributes = afterOf(change);
    const value = attributes[attributeMeant(change, attribute)];
    if (value !== undefined && value !== null && !isUnresolved(value)) return Array.isArray(value) ? undefined : value;
    if (attribute !== 'id' && attribute !== 'arn')
      return isUnresolved(value) && value.symbol !== null ? value : undefined;
    // Where an ARN is not known yet, what it belongs to is: among names the name serves as well.
    const { name } = typeByName.get(change.type) ?? {};
    const known = name === undefined ? undefined : plainText(attributes[name]);
    return known === undefined ? undefined : unresolved([address], known);
  };

  /** Attributes after the change; computed once, since many refer to one. */
  const afterOf = (change: ResourceChange): DeclaredObject => {
    const known = settled.get(change.address);
    if (known) return known;
    const { before, after, after_unknown, after_sensitive } = change.change;
    // Stands for itself while it is computed: resources never depend on each other in a circle, files may.
    settled.set(change.address, {});
    const attributes = attributesOf(
      after ?? {},
      after_unknown,
      after_sensitive,
      configuration.resourceOf(change)?.expressions,
      {
        resolve: (references) => resolve(references, change),
        givenBy,
        isFilled: ([name = '']) => before?.[name] === undefined || before[name] === null,
      },
    );
    settled.set(change.address, named(change, withScaledResource(change, attributes)));
    return settled.get(change.address) ?? {};
  };

  const withScaledResource = (change: ResourceChange, attributes: DeclaredObject): DeclaredObject => {
    const id = attributes.resource_id;
    const expression = configuration.resourceOf(change)?.expressions?.resource_id as
      | { references?: string[] }
      | undefined;
    if (!isUnresolved(id) || id.symbol !== null || !expression?.references) return attributes;
    const references = resolve(expression.references, change);
    const name = scaledResourceName(attributes.service_namespace, references, ({ address }) => {
      const one = byAddress.get(address);
      const type = one && typeByName.get(one.type);
      return one && type?.name !== undefined ? afterOf(one)[type.name] : undefined;
    });
    return name === undefined ? attributes : { ...attributes, resource_id: name };
  };

  const locate = locator(files);
  return {
    elements: changes.flatMap((change) => {
      const location = locate(change, configuration.scopeOf(change));
      const elements = elementsOf(change, afterOf, placeOf(change, configuration));
      return location ? elements.map((element) => ({ ...element, location })) : elements;
    }),
  };
}

const typeByName = new Map<string, TerraformType>(terraformTypes.map((type) => [type.type, type]));

function plainText(value: Declared | undefined): string | undefined {
  const plain = isFilled(value) ? value.value : isUnresolved(value) ? value.symbol : value;
  return typeof plain === 'string' ? plain : undefined;
}

/** `id` is another word for the name of most resources; a name that is known before the resource exists serves for both. */
function attributeMeant(change: ResourceChange, attribute: string): string {
  const type = typeByName.get(change.type);
  return attribute === 'id' && type?.idIsName && type.name !== undefined ? type.name : attribute;
}

/** A name that AWS or the provider makes up stands under the address, and so do references to it. */
function named(change: ResourceChange, attributes: DeclaredObject): DeclaredObject {
  const name = typeByName.get(change.type)?.name;
  const value = name === undefined ? undefined : attributes[name];
  if (name === undefined || !isUnresolved(value) || value.symbol !== null) return attributes;
  return { ...attributes, [name]: unresolved([change.address]) };
}

function elementsOf(
  change: ResourceChange,
  afterOf: (change: ResourceChange) => DeclaredObject,
  { account, region }: ResourcePlace,
): Element[] {
  const action = actionOf(change.change.actions);
  if (action === null) return [];
  const type = typeByName.get(change.type);
  const { before } = change.change;
  const arn = change.change.after?.arn ?? before?.arn;
  const common = { address: change.address, action, account, region, ...(typeof arn === 'string' && { id: arn }) };
  if (!type) return [{ ...common, type: change.type, properties: {}, before: null }];
  const after = action === 'delete' ? null : afterOf(change);
  return type.becomes.map(({ type: becomes, properties }) => ({
    ...common,
    type: becomes,
    properties: after && translate(properties, after),
    before: before ? translate(properties, before as DeclaredObject) : null,
  }));
}

/** Null for what changes nothing that AWS has: reading, and forgetting, which leaves the resource as it is. */
function actionOf(actions: readonly string[]): ChangeAction | null {
  const has = (action: string) => actions.includes(action);
  if (has('create') && has('delete')) return 'replace';
  if (has('create')) return 'create';
  if (has('update')) return 'update';
  if (has('delete')) return 'delete';
  return has('no-op') ? 'keep' : null;
}
