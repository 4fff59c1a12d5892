import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dynamodbReaction,
  ecsReaction,
  ecsTasksPerMinute,
  leastCapacity,
  onDemandSpeed,
  type ScalingSpeed,
  steppingUp,
  trackingConsumption,
  trackingLoad,
  trackingUtilisation,
} from '../../src/evaluator/events/scaling-speed.ts';

const cpu = (target: number) => trackingUtilisation(ecsReaction.standard, target, ecsTasksPerMinute);
const fastCpu = (target: number) => trackingUtilisation(ecsReaction.highResolution, target, ecsTasksPerMinute);
const requests = trackingLoad(ecsReaction.standard, ecsTasksPerMinute);
const units = trackingConsumption(dynamodbReaction, 70);
const steps = (adjustment: number, type: string) =>
  steppingUp(ecsReaction.standard, { adjustment, type, cooldownSeconds: 300 }, ecsTasksPerMinute);

describe('the least capacity from which scaling keeps up', () => {
  it.each<[string, number, number, number, ScalingSpeed | null, number]>([
    ['is the peak where nothing scales', 20, 160, 15, null, 160],
    ['bears the peak at once at full use, where it comes at once', 20, 160, 0, cpu(60), 96],
    ['is more the higher the target', 20, 160, 0, cpu(70), 112],
    ['is less where the peak comes within a quarter of an hour', 20, 160, 15, cpu(60), 91],
    ['is little more than what runs anyway where metrics are fast', 20, 160, 15, fastCpu(60), 26],
    ['is what bears normal traffic at full use where demand takes a day', 20, 160, 24 * 60, cpu(60), 13],
    ['takes requests as seventy percent of what a task bears', 20, 160, 0, requests, 112],
    [
      'of a table is the peak where that comes at once: units bear no more than what is consumed',
      3000,
      24000,
      0,
      units,
      24000,
    ],
    ['of a table leaves room for ten minutes of the rise', 3000, 24000, 60, units, 11667],
    ['of a table is little more than normal traffic where demand takes a day', 3000, 24000, 24 * 60, units, 3146],
    ['of a table on demand is the peak where that comes at once', 3000, 24000, 0, onDemandSpeed, 24000],
    ['of a table on demand leaves room for half an hour of the rise', 3000, 24000, 60, onDemandSpeed, 21000],
    ['takes steps of so many tasks as no more than those', 20, 160, 30, steps(2, 'ChangeInCapacity'), 110],
    ['takes steps of percents as no more than those', 20, 160, 30, steps(10, 'PercentChangeInCapacity'), 94],
    ['is what normal traffic takes where demand does not rise', 20, 20, 15, cpu(60), 12],
  ])('%s', (_, normal, peak, minutes, speed, least) => {
    expect(leastCapacity({ normal, peak, rampSeconds: minutes * 60 }, speed)).toBe(least);
  });

  it('is limited by the tasks that start a minute', () => {
    const rise = { normal: 100, peak: 60_000, rampSeconds: 1800 };
    expect(leastCapacity(rise, cpu(50))).toBeGreaterThan(
      leastCapacity(rise, trackingUtilisation(ecsReaction.standard, 50, null)),
    );
  });

  it('never grows with the time that demand takes, nor with the speed of scaling', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 240 }),
        fc.integer({ min: 30, max: 90 }),
        (normal, more, minutes, target) => {
          const rise = { normal, peak: normal + more, rampSeconds: minutes * 60 };
          const least = leastCapacity(rise, cpu(target));
          expect(leastCapacity({ ...rise, rampSeconds: rise.rampSeconds + 600 }, cpu(target))).toBeLessThanOrEqual(
            least,
          );
          expect(leastCapacity(rise, fastCpu(target))).toBeLessThanOrEqual(least);
          expect(least).toBeLessThanOrEqual(rise.peak);
        },
      ),
    );
  });
});
