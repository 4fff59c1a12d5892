import { arnOf, createdLongAgo, hashId, type Place, partitionOf } from './identity.ts';
import { type Item, text, withDefaults } from './item.ts';

/** A provisioned throughput of one unit, in service and paid by the hour, unless it says otherwise. */
export function completeThroughput(item: Item, place: Place): Item {
  const name = text(item, 'provisionedModelName');
  const foundationModelArn =
    text(item, 'foundationModelArn') || modelArn('anthropic.claude-3-haiku-20240307-v1:0', place);
  const served = text(item, 'modelArn') || foundationModelArn;
  const units = typeof item.modelUnits === 'number' ? item.modelUnits : 1;
  return withDefaults(item, {
    provisionedModelArn: arnOf('bedrock', place, `provisioned-model/${hashId(`throughput ${name}`, 12)}`),
    foundationModelArn,
    modelArn: served,
    desiredModelArn: served,
    modelUnits: units,
    desiredModelUnits: units,
    status: 'InService',
    creationTime: createdLongAgo,
    lastModifiedTime: createdLongAgo,
  });
}

/** A foundation model, active unless it says otherwise. */
export function completeModel(item: Item, place: Place): Item {
  const id = text(item, 'modelId');
  return withDefaults(item, {
    modelArn: modelArn(id, place),
    modelName: id,
    providerName: id.split('.')[0],
    inputModalities: ['TEXT'],
    outputModalities: ['TEXT'],
    inferenceTypesSupported: ['ON_DEMAND', 'PROVISIONED'],
    modelLifecycle: { status: 'ACTIVE' },
  });
}

const modelArn = (id: string, { region }: Place) =>
  `arn:${partitionOf(region)}:bedrock:${region}::foundation-model/${id}`;
