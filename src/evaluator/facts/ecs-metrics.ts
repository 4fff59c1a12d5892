import type { Unknown } from '../../model/report.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { serviceTarget } from './ecs-target.ts';
import { policiesOf, resourceOf, scalingGaps } from './joins.ts';

const fastSuffix = 'HighResolution';
/** Predefined metrics of a service that CloudWatch has every 60 seconds, or every 20 when asked, by the metric behind each. */
const metricBehind: Record<string, string> = {
  ECSServiceAverageCPUUtilization: 'CPUUtilization',
  ECSServiceAverageMemoryUtilization: 'MemoryUtilization',
};

interface Tracking {
  policy: Resource;
  metric: string;
  fast: boolean;
}

/** Tracking policies of the service on its CPU or memory. */
function trackings(subject: Subject, { world }: Context): Tracking[] {
  return policiesOf(world, subject, serviceTarget(subject)).flatMap((policy): Tracking[] => {
    const type = String(policy.attributes.predefinedMetric ?? '');
    const fast = type.endsWith(fastSuffix);
    const metric = metricBehind[fast ? type.slice(0, -fastSuffix.length) : type];
    return metric && policy.attributes.policyType === 'TargetTrackingScaling' ? [{ policy, metric, fast }] : [];
  });
}

/** Why tracking policies of the service may be missing: not listed, or listed without the metric that they follow. */
function trackingGaps(subject: Subject, { world }: Context): Unknown[] {
  const untold = policiesOf(world, subject, serviceTarget(subject)).flatMap((policy) => {
    const metric = memberOf(policy, 'predefinedMetric');
    return policy.attributes.policyType !== 'TargetTrackingScaling' || metric.known ? [] : metric.because;
  });
  return [...scalingGaps(world, subject, 'scaling-policy', serviceTarget(subject)), ...untold];
}

/** What the policies as a whole tell; something that was found is known whatever could not be read. */
function ofTrackings(subject: Subject, context: Context, find: (all: Tracking[]) => Json): Fact {
  const found = find(trackings(subject, context));
  const gaps = trackingGaps(subject, context);
  return found === null && gaps.length > 0 ? { known: false, because: gaps } : known(found);
}

/** A policy on the metric every 60 seconds, where none follows the same metric faster: one that was not read might. */
function slowTracking(subject: Subject, context: Context, ask: (tracking: Tracking) => Fact): Fact {
  const all = trackings(subject, context);
  const slow = all.find(({ metric, fast }) => !fast && !all.some((other) => other.fast && other.metric === metric));
  const because = trackingGaps(subject, context);
  if (because.length > 0) return { known: false, because };
  return slow ? ask(slow) : known(null);
}

/** The policy's configuration with its metric in the other resolution. */
function fastConfiguration({ policy }: Tracking): Fact {
  return derive([memberOf(policy, 'configuration'), memberOf(policy, 'predefinedMetric')], (all, type) => ({
    ...(all as object),
    PredefinedMetricSpecification: { PredefinedMetricType: `${String(type)}${fastSuffix}` },
  }));
}

/** Metrics that some running revision publishes every 20 seconds (during a deployment there are two), and what was not read of them. */
function published(subject: Subject, { world }: Context): { metrics: Set<string>; because: Unknown[] } {
  const service = resourceOf(subject);
  const ids = memberOf(service, 'revisions');
  if (!ids.known) return { metrics: new Set(), because: ids.because };
  const found = (ids.value as string[]).map((id) =>
    world.find(
      'ecs-service-revision',
      subject,
      `${service.attributes.clusterName}/${service.attributes.serviceName}/${id}`,
    ),
  );
  const told = found.flatMap((one) => (one ? [one] : []));
  const resolutions = told.map((one) => memberOf(one, 'highResolutionMetrics'));
  const metrics = new Set(resolutions.flatMap((fact) => (fact.known ? (fact.value as string[]) : [])));
  const gaps = [
    ...(found.length > told.length ? world.gaps('ecs-service-revision', subject) : []),
    ...resolutions.flatMap((fact) => (fact.known ? [] : fact.because)),
  ];
  // A service whose revisions AWS does not tell may publish anything.
  const untold: Unknown[] = told.length === 0 ? [{ fact: 'revisions', reason: 'not-recorded', api: null }] : [];
  return { metrics, because: gaps.length > 0 ? gaps : untold };
}

/** What can be asked of how often the metrics come that scale a service. */
export const ecsMetricsFacts: Record<string, FactDefinition> = {
  slowTrackingPolicy: {
    type: 'string',
    nullable: true,
    description:
      'Tracking policy on CPU or memory of the service every 60 seconds, where none follows the same metric every 20; null when there is none.',
    compute: (subject, context) => slowTracking(subject, context, ({ policy }) => memberOf(policy, 'policyName')),
  },
  slowMetric: {
    type: 'string',
    nullable: true,
    description: 'CPUUtilization or MemoryUtilization, which that policy follows; null without one.',
    compute: (subject, context) => slowTracking(subject, context, ({ metric }) => known(metric)),
  },
  slowConfiguration: {
    type: 'object',
    nullable: true,
    description: 'Configuration of that policy as it is; null without one.',
    compute: (subject, context) => slowTracking(subject, context, ({ policy }) => memberOf(policy, 'configuration')),
  },
  fastConfiguration: {
    type: 'object',
    nullable: true,
    description: 'Configuration of that policy with its metric every 20 seconds; null without one.',
    compute: (subject, context) => slowTracking(subject, context, fastConfiguration),
  },
  fastTrackingPolicy: {
    type: 'string',
    nullable: true,
    description: 'Tracking policy on CPU or memory of the service every 20 seconds; null when there is none.',
    compute: (subject, context) =>
      ofTrackings(subject, context, (all) => all.find(({ fast }) => fast)?.policy.attributes.policyName ?? null),
  },
  highResolutionMetricMissing: {
    type: 'string',
    nullable: true,
    description:
      'Metric that a tracking policy needs every 20 seconds and no running revision of the service publishes so; null when there is none.',
    compute(subject, context) {
      const needed = trackings(subject, context).filter(({ fast }) => fast);
      if (needed.length === 0) return ofTrackings(subject, context, () => null);
      const { metrics, because } = published(subject, context);
      const missing = needed.find(({ metric }) => !metrics.has(metric));
      if (missing && because.length > 0) return { known: false, because };
      return ofTrackings(subject, context, () => missing?.metric ?? null);
    },
  },
  highResolutionMonitoring: {
    type: 'object',
    nullable: false,
    description:
      'Monitoring of the service, as update-service takes it, with the metrics of its tracking policies every 20 seconds.',
    compute(subject, context) {
      const gaps = trackingGaps(subject, context);
      if (gaps.length > 0) return { known: false, because: gaps };
      const metricNames = [...new Set(trackings(subject, context).map(({ metric }) => metric))].sort();
      return known({ metricConfigurations: [{ metricNames, resolutionSeconds: 20 }] });
    },
  },
};
