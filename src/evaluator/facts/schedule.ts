// Placeholder until the schedule evaluator lands; to be overwritten.
export interface ScheduleBounds {
  timezone: string;
  startTime: string | null;
  endTime: string | null;
  createdAt: string | null;
}
export type Schedule = { text: string };
export function parseSchedule(text: string): Schedule | { error: string } {
  return { text };
}
export function isSpent(_s: Schedule, _b: ScheduleBounds, _n: number): boolean {
  return false;
}
export function nextFire(_s: Schedule, _b: ScheduleBounds, after: number): number | null {
  return after + 3_600_000;
}
