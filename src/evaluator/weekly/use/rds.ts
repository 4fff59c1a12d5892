import { stepsOf } from '../window.ts';
import { type Meter, namedSubject } from './use.ts';

/** Instances by CPU. Those of Serverless v2 size themselves, so that being idle costs them little. */
export const rdsMeter: Meter = {
  kind: 'rds-instance',
  uses(instance, window) {
    const percent = stepsOf(window, instance, window.ask.databaseCpu(String(instance.attributes.instanceId)));
    if (!percent) return [];
    return [
      {
        subject: namedSubject(instance, window.world),
        service: 'RDS',
        part: null,
        measure: 'CPU',
        unit: 'instance',
        capacity: null,
        percent,
        beside: null,
        now: 1,
        maximum: null,
        rate: { unknown: 'no price of database instances ships' },
        threshold: 'cpuPercent',
        smallest: instance.attributes.instanceClass === 'db.serverless' ? 1 : 0,
        advice: 'A smaller class has less memory and fewer connections: look at both first.',
      },
    ];
  },
};
