import type { Resource } from '../../../model/snapshot.ts';
import { smallMinimum } from '../../../resources/metrics/ecs.ts';
import { findTarget } from '../../facts/joins.ts';
import { taskRate } from '../../price.ts';
import { stepsOf, type Window } from '../window.ts';
import { type Meter, namedSubject, type Use } from './use.ts';

/** Services: tasks, and the CPU and memory that they use of what they reserve. */
export const ecsMeter: Meter = {
  kind: 'ecs-service',
  uses(service, window) {
    const { status, clusterName, serviceName } = service.attributes;
    if (status !== 'ACTIVE') return [];
    const [cluster, name] = [String(clusterName), String(serviceName)];
    const cpu = stepsOf(window, service, window.ask.serviceUse(cluster, name, 'CPUUtilization'));
    const memory = stepsOf(window, service, window.ask.serviceUse(cluster, name, 'MemoryUtilization'));
    const minutes = stepsOf(window, service, window.ask.taskMinutes(cluster, name));
    if (!cpu || !minutes) return [];
    return [
      {
        subject: namedSubject(service, window.world),
        service: 'ECS',
        part: null,
        measure: 'CPU',
        unit: 'tasks',
        capacity: minutes.map((value) => (value === null ? null : value / 60)),
        percent: cpu,
        beside: { measure: 'memory', percent: memory ?? cpu.map(() => null) },
        now: tasksNow(service),
        maximum: maximumOf(service, window),
        rate: taskRate(window.world, service),
        threshold: 'cpuPercent',
        smallest: smallMinimum,
        advice: null,
      } satisfies Use,
    ];
  },
};

function tasksNow({ attributes, observed }: Resource): number | null {
  const running = observed.runningCount ?? attributes.desiredCount;
  return typeof running === 'number' ? running : null;
}

function maximumOf(service: Resource, { world }: Window): number | null {
  const target = findTarget(world, service, {
    serviceNamespace: 'ecs',
    resourceId: `service/${service.key}`,
    scalableDimension: 'ecs:service:DesiredCount',
  });
  return typeof target?.attributes.maxCapacity === 'number' ? target.attributes.maxCapacity : null;
}
