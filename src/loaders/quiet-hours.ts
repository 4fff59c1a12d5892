import type { QuietHours } from '../model/policy.ts';
import { checkTimezone, type Finding } from './policy-checks.ts';
import type { Path } from './schema-problems.ts';

/** What the schema cannot see in quiet hours: time zones that do not exist, and hours that are none. */
export function checkQuietHours(all: readonly QuietHours[], path: Path): Finding[] {
  return all.flatMap(({ from, to, timezone }, index) => [
    ...(timezone === undefined ? [] : checkTimezone(timezone, [...path, index, 'timezone'])),
    ...(from === to
      ? [
          {
            path: [...path, index, 'to'],
            message: `from and to are both ${from}; a whole day is from: "00:00", to: "24:00"`,
          },
        ]
      : []),
  ]);
}
