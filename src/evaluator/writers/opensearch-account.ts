import { defineWriter, one } from './define-writer.ts';
import { belowUse, capacityLimits, maxima, refuseUntold } from './opensearch-limits.ts';

/** https://docs.aws.amazon.com/opensearch-service/latest/ServerlessAPIReference/API_UpdateAccountSettings.html */
export const writeOpensearchAccount = defineWriter({
  levers: [
    {
      attributes: maxima,
      write: (change) =>
        refuseUntold(change.untold(maxima)) ??
        one(
          'opensearchserverless',
          'UpdateAccountSettings',
          {
            capacityLimits: capacityLimits({
              maxIndexingOcu: change.to.maxIndexingOcu ?? null,
              maxSearchOcu: change.to.maxSearchOcu ?? null,
            }),
          },
          ...belowUse(change),
        ),
    },
  ],
  fixed: 'An account has its limits once.',
});
