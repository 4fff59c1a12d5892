import { accountOcu } from '../../resources/metrics/opensearch.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { resourceOf } from './joins.ts';
import { highest, ofValues } from './metrics.ts';

type Work = 'search' | 'indexing';
const members = {
  search: { metric: 'SearchOCU', now: 'searchOcu', most: 'maxSearchOcu' },
  indexing: { metric: 'IndexingOCU', now: 'indexingOcu', most: 'maxIndexingOcu' },
} as const;

/** OCU in use: of a group what it has now, of the account the most of a day; null where it is not told, or shared with groups. */
function ocuInUse(subject: Subject, { world }: Context, work: Work): Fact {
  if (subject.kind === 'opensearch-collection-group') return memberOf(resourceOf(subject), members[work].now);
  const groups = world.at('opensearch-collection-group', subject);
  // The metric is of the whole account: the OCU of groups are in it.
  if (groups.length > 0) return known(null);
  const gaps = world.gaps('opensearch-collection-group', subject);
  if (gaps.length > 0) return { known: false, because: gaps };
  return ofValues(world, subject, accountOcu(subject.account, members[work].metric), highest);
}

function percentOf(subject: Subject, context: Context, work: Work): Fact {
  return derive([ocuInUse(subject, context, work), memberOf(resourceOf(subject), members[work].most)], (used, most) =>
    typeof used === 'number' && typeof most === 'number' && most > 0 ? (100 * used) / most : null,
  );
}

/** Search and indexing, whichever is nearer to its maximum. */
function nearest(subject: Subject, context: Context): Fact {
  return derive(
    (['search', 'indexing'] as const).map((work) => percentOf(subject, context, work)),
    (...percents) => {
      const told = percents.filter((one) => typeof one === 'number');
      return told.length > 0 ? Math.max(...told) : null;
    },
  );
}

/** What can be asked of OCU in use, of the account as of a collection group. */
export const opensearchUsageFacts: Record<string, FactDefinition> = {
  searchOcuPercent: {
    type: 'number',
    nullable: true,
    description:
      'Search OCU in use, percent of the maximum: of a group now, of the account the most in a minute of the day before the snapshot; null where AWS does not tell, or groups share the metric of the account.',
    compute: (subject, context) => percentOf(subject, context, 'search'),
  },
  ocuPercent: {
    type: 'number',
    nullable: true,
    description: 'The same of search or indexing, whichever is higher; null where neither is told.',
    compute: nearest,
  },
  ocuSummary: {
    type: 'string',
    nullable: false,
    description: 'OCU in use and their maxima, in words.',
    compute: (subject, context) =>
      derive(
        (['search', 'indexing'] as const).flatMap((work) => [
          ocuInUse(subject, context, work),
          memberOf(resourceOf(subject), members[work].most),
        ]),
        (search, mostSearch, indexing, mostIndexing) =>
          `${search ?? '?'} of at most ${mostSearch} OCU for search and ${indexing ?? '?'} of at most ${mostIndexing} for indexing`,
      ),
  },
  ocuMeasured: {
    type: 'string',
    nullable: false,
    description:
      'When that was, and from how many data points: "now", or "in the busiest minute of a day (… data points)".',
    compute: (subject, context) =>
      subject.kind === 'opensearch-collection-group'
        ? known('now')
        : describePoints(ocuInUse(subject, context, 'search')),
  },
};

function describePoints(used: Fact): Fact {
  if (!used.known) return used;
  return known(`in the busiest minute of a day (${used.dataPoints ?? 0} data points)`, 'metric');
}
