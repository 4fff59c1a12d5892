import { lambdaFunction } from '../../../resources/lambda-function.ts';
import {
  describeFunction,
  type FunctionParts,
  functionNameIn,
  type ListedFunction,
} from '../../aws/describe/lambda.ts';
import { declare, type Member } from '../declaration.ts';
import { describedBy } from '../described.ts';
import type { DeclaredElement, Neighbours } from '../element.ts';
import { belongingTo } from '../naming.ts';
import { steady } from '../steady.ts';
import { type Declared, type DeclaredObject, isUnresolved, unresolved } from '../value.ts';

interface Answer {
  listed: ListedFunction;
  reserved?: number;
  provisioned: FunctionParts['provisioned'];
  mappings: FunctionParts['mappings'];
}

const nameIn = (text: string) => functionNameIn(text) ?? text.split(':')[0];

const partsOf = (type: string, owner: DeclaredElement, neighbours: Neighbours) =>
  belongingTo(neighbours, type, 'FunctionName', owner, nameOf(owner), nameIn);

function nameOf({ properties }: DeclaredElement): string | undefined {
  const value = properties.raw('FunctionName');
  return typeof value === 'string' ? value : isUnresolved(value) ? (value.symbol ?? undefined) : undefined;
}

/** Aliases and versions that keep environments warm. */
function provisionedOf(owner: DeclaredElement, neighbours: Neighbours): DeclaredObject[] {
  return ['AWS::Lambda::Alias', 'AWS::Lambda::Version'].flatMap((type) =>
    partsOf(type, owner, neighbours).flatMap((part): DeclaredObject[] => {
      const requested = part.properties.raw('ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions');
      if (requested === undefined) return [];
      const qualifier = part.properties.raw('Name') ?? unresolved([part.address]);
      return [{ qualifier, RequestedProvisionedConcurrentExecutions: requested, Status: 'READY' }];
    }),
  );
}

function mappingsOf(owner: DeclaredElement, neighbours: Neighbours): DeclaredObject[] {
  return partsOf('AWS::Lambda::EventSourceMapping', owner, neighbours).map(({ address, properties: { bag } }) => ({
    UUID: unresolved([address]),
    ...bag,
    State: bag.Enabled === false || bag.Enabled === 'false' ? 'Disabled' : 'Enabled',
  }));
}

/** Subnets put a function into a VPC, whose id templates do not tell. */
function vpcOf({ bag }: { bag: DeclaredObject }): Declared | undefined {
  const config = bag.VpcConfig;
  if (config === undefined || isUnresolved(config)) return config;
  const { VpcId, SubnetIds } = config as DeclaredObject;
  if (Array.isArray(SubnetIds) && SubnetIds.length === 0) return undefined;
  return VpcId ?? (SubnetIds === undefined ? undefined : unresolved([], null));
}

/** Another stack may hold aliases and mappings of a function that exists. */
const ownedElsewhere = (found: unknown[], member: Member): Member => (found.length > 0 ? member : () => steady([]));

const described = describedBy<Answer>(Object.keys(lambdaFunction.attributes.shape), {
  answer: (properties, element, neighbours) => ({
    listed: { ...properties.bag, vpcId: vpcOf(properties), managedInstances: properties.has('CapacityProviderConfig') },
    reserved: properties.bag.ReservedConcurrentExecutions,
    provisioned: provisionedOf(element, neighbours),
    mappings: mappingsOf(element, neighbours),
  }),
  describe: ({ listed, reserved, provisioned, mappings }) =>
    describeFunction(
      { ...listed, vpcId: listed.vpcId ?? null },
      {
        reserved: reserved ?? null,
        provisioned: provisioned.map((one) => ({
          ...one,
          FunctionArn: `:function:f:${(one as { qualifier?: string }).qualifier}`,
        })),
        mappings,
      },
    ),
  names: ['listed.FunctionName', 'provisioned.*.qualifier', 'mappings.*.EventSourceArn', 'mappings.*.UUID'],
}) as Record<keyof typeof lambdaFunction.attributes.shape, Member>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const lambdaFunctionDeclaration = declare({
  kind: lambdaFunction,
  type: 'AWS::Lambda::Function',
  tags: 'Tags',
  attributes: {
    ...described,
    provisionedConcurrency: (...given) =>
      ownedElsewhere(provisionedOf(given[1], given[2]), described.provisionedConcurrency)(...given),
    eventSources: (...given) => ownedElsewhere(mappingsOf(given[1], given[2]), described.eventSources)(...given),
  },
});
