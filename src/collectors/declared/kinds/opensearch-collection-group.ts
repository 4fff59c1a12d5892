import {
  opensearchCollectionGroup,
  opensearchCollectionGroupDefaults,
} from '../../../resources/opensearch-collection-group.ts';
import { declare } from '../declaration.ts';
import type { DeclaredElement, Neighbours } from '../element.ts';
import { belongingTo, plainText } from '../naming.ts';
import type { Properties } from '../properties.ts';
import { steady } from '../steady.ts';

/** Documentation and generated code write the last letters in both ways. */
const ocu = (group: Properties, limit: string) =>
  group.number(`CapacityLimits.${limit}InOCU`) ?? group.number(`CapacityLimits.${limit}InOcu`);

const hasCollection = (group: Properties, element: DeclaredElement, neighbours: Neighbours) =>
  belongingTo(
    neighbours,
    'AWS::OpenSearchServerless::Collection',
    'CollectionGroupName',
    element,
    plainText(group, 'Name'),
    (text) => text,
  ).length > 0;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchserverless-collectiongroup.html */
export const opensearchCollectionGroupDeclaration = declare({
  kind: opensearchCollectionGroup,
  type: 'AWS::OpenSearchServerless::CollectionGroup',
  attributes: {
    groupName: (group) => group.name('Name'),
    groupId: null,
    generation: (group) => group.text('Generation'),
    standbyReplicas: (group) => group.text('StandbyReplicas'),
    minIndexingOcu: (group) => ocu(group, 'MinIndexingCapacity') ?? null,
    maxIndexingOcu: (group) => ocu(group, 'MaxIndexingCapacity'),
    minSearchOcu: (group) => ocu(group, 'MinSearchCapacity') ?? null,
    maxSearchOcu: (group) => ocu(group, 'MaxSearchCapacity'),
    // With one of this source it is not empty; how many there will be nobody tells.
    collectionCount: (group, element, neighbours) =>
      hasCollection(group, element, neighbours) ? steady(null) : undefined,
  },
  defaults: opensearchCollectionGroupDefaults,
  tags: 'Tags',
});
