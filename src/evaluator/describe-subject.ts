import type { Workload } from '../model/policy.ts';
import type { Subject as ReportSubject } from '../model/report.ts';
import type { Subject } from './subject.ts';

/** A subject as reports name it. */
export function describeSubject(subject: Subject, workload: Workload | null): ReportSubject {
  const { kind, key, account, region, id, name } = subject;
  return {
    kind,
    key,
    account,
    region,
    id,
    name,
    owner: workload?.owner ?? subject.owner ?? null,
    workload: workload?.name ?? null,
    ...(subject.resource ? { keyHash: subject.resource.keyHash } : {}),
    ...(subject.resource?.location && { location: subject.resource.location }),
  };
}
