import { ocuMetrics } from '../../../resources/metrics/weekly.ts';
import { ocuRate } from '../../price.ts';
import { most, stepsOf } from '../window.ts';
import { type Meter, namedSubject, type Use } from './use.ts';

/** OCU of an account against its maxima. OpenSearch Serverless scales by itself and does not tell how busy an OCU is. */
export const opensearchMeter: Meter = {
  kind: 'opensearch-account',
  uses(account, window) {
    const { world } = window;
    const hasOwn = world.at('opensearch-collection', account).length > 0;
    if (!hasOwn || world.at('opensearch-collection-group', account).length > 0) return [];
    return ocuMetrics.flatMap((metric): Use[] => {
      const minutes = stepsOf(window, account, window.ask.ocu(account.account, metric));
      if (!minutes || most(minutes) === null) return [];
      const side = metric === 'SearchOCU' ? 'search' : 'indexing';
      const maximum = account.attributes[metric === 'SearchOCU' ? 'maxSearchOcu' : 'maxIndexingOcu'];
      const capacity = minutes.map((value) => (value === null ? null : value / 60));
      return [
        {
          subject: namedSubject(account, world),
          service: 'OpenSearch Serverless',
          part: side,
          measure: `${side} OCU, of the maximum`,
          unit: `${side} OCU`,
          capacity,
          percent: null,
          beside: null,
          now: capacity.findLast((value) => value !== null) ?? null,
          maximum: typeof maximum === 'number' ? maximum : null,
          rate: ocuRate(world, account.region),
          threshold: null,
          smallest: 0,
          advice: null,
        },
      ];
    });
  },
};
