import type { CapacitySeries, EventMark, HeatRow, TrafficSeries } from '../../model/weekly-document.ts';
import { cents } from '../price.ts';
import { idleOf } from './underused.ts';
import { together, type Use } from './use/use.ts';
import { type Hours, mean, short, shortOrNull, stepsOf, sum, type Window } from './window.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const hoursOfWeek = 168;
const iso = (at: number) => new Date(at).toISOString();
const placeName = ({ subject, part }: Use) => (part === null ? subject.name : `${subject.name} ${part}`);

/** Capacity against what load used of it, dearest idle part first. What is always one thing is not drawn. */
export function seriesOf(uses: readonly Use[], window: Window): CapacitySeries[] {
  return uses
    .flatMap((use): CapacitySeries[] => {
      const { capacity, percent, rate } = use;
      if (!capacity || mean(capacity) === null) return [];
      const need: Hours = percent
        ? together(capacity, percent, (there, used) => (there * used) / 100)
        : capacity.map(() => null);
      const there = mean(together(capacity, need, (value) => value));
      const used = mean(together(capacity, need, (_, value) => value));
      return [
        {
          subject: use.subject,
          title: `${placeName(use)}: ${use.unit}`,
          unit: use.unit,
          start: iso(window.start),
          stepSeconds: 3600,
          capacity: capacity.map(shortOrNull),
          need: need.map(shortOrNull),
          maximum: use.maximum,
          usedPercent: there === null || used === null || there === 0 ? null : short((100 * used) / there),
          usdPerDayIdle: 'unknown' in rate || !percent ? null : cents(idleOf(capacity, percent) * rate.usdPerDay),
        },
      ];
    })
    .sort((a, b) => (b.usdPerDayIdle ?? -1) - (a.usdPerDayIdle ?? -1));
}

/** Events that touch the period. */
export function eventMarksOf({ world, start, end }: Window): EventMark[] {
  return world.calendar
    .between(start, end)
    .filter((one) => one.start < end && one.end > start)
    .map((one) => ({
      id: one.event.id,
      title: one.event.title ?? null,
      start: iso(one.start),
      end: iso(one.end),
    }));
}

/** Use by the hour of the week, Monday 00:00 UTC first: of longer periods the mean. */
export function heatOf(uses: readonly Use[], window: Window): HeatRow[] {
  return uses.flatMap((use): HeatRow[] => {
    const percent = use.percent ?? ofMaximum(use);
    if (!percent || mean(percent) === null) return [];
    const { subject, service, measure } = use;
    const percents = byHourOfWeek(percent, window).map((value) => (value === null ? null : Math.round(value)));
    return [{ service, name: placeName(use), owner: subject.owner, measure, percents }];
  });
}

function ofMaximum({ capacity, maximum }: Use): Hours | null {
  if (!capacity || maximum === null || maximum <= 0) return null;
  return capacity.map((value) => (value === null ? null : (100 * value) / maximum));
}

function byHourOfWeek(hours: Hours, { start }: Window): Hours {
  const slots = Array.from({ length: hoursOfWeek }, (): number[] => []);
  hours.forEach((value, index) => {
    if (value !== null) slots[hourOfWeek(start + index * hourMs)]?.push(value);
  });
  return slots.map(mean);
}

/** 1970-01-05 was a Monday. */
const hourOfWeek = (at: number) =>
  Math.floor(((((at - 4 * dayMs) / hourMs) % hoursOfWeek) + hoursOfWeek) % hoursOfWeek);

/** Invocations of all functions by day, where capacity is planned by the month. */
export function trafficOf(window: Window): TrafficSeries[] {
  if (window.period !== 'month') return [];
  return window.world.all('lambda-account').flatMap(({ account, region }): TrafficSeries[] => {
    const steps = stepsOf(window, { account, region }, window.ask.accountInvocations());
    if (!steps || mean(steps) === null) return [];
    const byDay = byDayOf(steps, window.end);
    return [
      {
        account,
        region,
        title: `Invocations of functions, ${account} ${region}`,
        days: [...byDay.keys()],
        values: [...byDay.values()],
      },
    ];
  });
}

/** Sums by full day (UTC) of hourly steps that end at an instant; null for a day without any data. */
export function byDayOf(steps: Hours, end: number): Map<string, number | null> {
  const days = new Map<string, number[]>();
  const counted = new Map<string, number>();
  steps.forEach((value, index) => {
    const date = iso(end - (steps.length - index) * hourMs).slice(0, 10);
    counted.set(date, (counted.get(date) ?? 0) + 1);
    const found = days.get(date) ?? [];
    if (value !== null) found.push(value);
    days.set(date, found);
  });
  const whole = [...days].filter(([date]) => counted.get(date) === 24);
  return new Map(whole.map(([date, values]) => [date, values.length === 0 ? null : sum(values)]));
}
