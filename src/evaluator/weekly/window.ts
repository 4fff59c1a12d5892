import type { WeeklyPeriod } from '../../model/weekly-document.ts';
import type { MetricQuery } from '../../resources/metrics/query.ts';
import { periodSeconds, type WeeklyQueries, weeklyQueries } from '../../resources/metrics/weekly.ts';
import { measured } from '../facts/metrics.ts';
import { renderUnknown } from '../message.ts';
import type { Place, World } from '../world.ts';

const hourMs = 3_600_000;

export type Hours = (number | null)[];

/** The period of a report: full hours up to when the snapshot was taken, and what could not be read of them. */
export interface Window {
  world: World;
  period: WeeklyPeriod;
  /** Milliseconds. */
  start: number;
  end: number;
  hours: number;
  ask: WeeklyQueries;
  /** Metrics that were not read, by why. */
  unread: Map<string, number>;
}

export function openWindow(world: World, period: WeeklyPeriod): Window {
  const end = Math.floor(Date.parse(world.snapshot.takenAt) / hourMs) * hourMs;
  const hours = periodSeconds[period] / 3600;
  return {
    world,
    period,
    start: end - hours * hourMs,
    end,
    hours,
    ask: weeklyQueries(period),
    unread: new Map(),
  };
}

/**
 * The values of a metric, a step each from the beginning of its window on: null where CloudWatch has no data. Null as a
 * whole where it was not read, which the window remembers.
 */
export function stepsOf(window: Window, place: Place, query: MetricQuery): Hours | null {
  const told = measured(window.world, place, query);
  if (!('values' in told)) {
    const why = renderUnknown(told.because.map((one) => ({ ...one, fact: 'metric' })));
    window.unread.set(why, (window.unread.get(why) ?? 0) + 1);
    return null;
  }
  const steps = Math.ceil(query.windowSeconds / (query.stepSeconds ?? query.periodSeconds));
  return [...Array<null>(Math.max(0, steps - told.steps.length)).fill(null), ...told.steps];
}

/** Zero where CloudWatch has no data: for metrics that AWS sends only while something happens. */
export const zeroWhereSilent = (steps: Hours | null): number[] | null => steps?.map((value) => value ?? 0) ?? null;

export const present = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
export const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
/** Null without values. */
export const mean = (values: readonly (number | null)[]): number | null => {
  const all = present(values);
  return all.length === 0 ? null : sum(all) / all.length;
};
export const most = (values: readonly (number | null)[]): number | null => {
  const all = present(values);
  return all.length === 0 ? null : all.reduce((a, b) => Math.max(a, b));
};

/** Four digits are more than a reader sees. */
export const short = (value: number): number => Number(value.toPrecision(4));
export const shortOrNull = (value: number | null): number | null => (value === null ? null : short(value));
