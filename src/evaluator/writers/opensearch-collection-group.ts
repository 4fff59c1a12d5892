import { defineWriter, one } from './define-writer.ts';
import { belowUse, capacityLimits, maxima, minima, refuseUntold } from './opensearch-limits.ts';

/** https://docs.aws.amazon.com/opensearch-service/latest/ServerlessAPIReference/API_UpdateCollectionGroup.html */
export const writeCollectionGroup = defineWriter({
  levers: [
    {
      attributes: [...maxima, ...minima],
      write(change) {
        const { resource, from, to, untold } = change;
        const freed = minima.filter((name) => to[name] === null && typeof from[name] === 'number');
        if (freed.length > 0)
          return { cannot: `AWS does not say how a minimum is taken away again (${freed.join(', ')}).` };
        const groupId = resource.attributes.groupId ?? null;
        if (groupId === null) return { cannot: 'The snapshot does not tell the id of the group.' };
        return (
          refuseUntold(untold([...maxima, ...minima])) ??
          one(
            'opensearchserverless',
            'UpdateCollectionGroup',
            { id: groupId, capacityLimits: capacityLimits(to) },
            ...belowUse(change),
          )
        );
      },
    },
  ],
  follows: ['collectionCount', 'groupId'],
  fixed: 'What a collection group was made with is not written.',
  notCreated: 'The snapshot does not hold which collections were in the group.',
  notRemoved: 'Collections of the group would go with it.',
});
