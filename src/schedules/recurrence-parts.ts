/** Frequencies that an event may have; one that begins every minute is none. */
const frequencies = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'];
const weekdays = 'MO|TU|WE|TH|FR|SA|SU';

/** Whether each number of a list lies between 1 and `most`, or its negative where `signed`. */
function numbers(most: number, signed: boolean): (value: string) => boolean {
  return (value) =>
    value.split(',').every((one) => {
      const size = Math.abs(Number(one));
      return (signed ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(one) && size >= 1 && size <= most;
    });
}

function isDay(value: string): boolean {
  const [, year, month, day, time] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{6})Z)?$/.exec(value) ?? [];
  const clock = time === undefined ? '00:00:00' : (time.match(/../g) ?? []).join(':');
  const instant = Date.parse(`${year}-${month}-${day}T${clock}Z`);
  // Date.parse takes 30 February for 2 March.
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(`${year}-${month}-${day}T${clock}`);
}

/**
 * Parts of a rule, and what each may hold: the library lets through what it does not know and leaves out what it cannot
 * use. https://datatracker.ietf.org/doc/html/rfc5545#section-3.3.10
 */
const parts: Record<string, { holds(value: string): boolean; expected: string }> = {
  FREQ: { holds: (value) => frequencies.includes(value), expected: frequencies.join(', ') },
  INTERVAL: { holds: (value) => /^[1-9]\d{0,3}$/.test(value), expected: 'a number from 1' },
  COUNT: { holds: (value) => /^[1-9]\d{0,5}$/.test(value), expected: 'a number from 1' },
  UNTIL: { holds: isDay, expected: 'a day such as 20261224, or an instant in UTC such as 20261224T235959Z' },
  BYMONTH: { holds: numbers(12, false), expected: 'months from 1 to 12' },
  BYMONTHDAY: { holds: numbers(31, true), expected: 'days from 1 to 31, or from -31 to -1' },
  BYYEARDAY: { holds: numbers(366, true), expected: 'days from 1 to 366, or from -366 to -1' },
  BYWEEKNO: { holds: numbers(53, true), expected: 'weeks from 1 to 53, or from -53 to -1' },
  BYDAY: {
    holds: (value) =>
      value.split(',').every((one) => new RegExp(`^([+-]?([1-9]|[1-4]\\d|5[0-3]))?(${weekdays})$`).test(one)),
    expected: 'weekdays such as MO,FR or 2TU',
  },
  BYSETPOS: { holds: numbers(366, true), expected: 'positions from 1 to 366, or from -366 to -1' },
  WKST: { holds: (value) => new RegExp(`^(${weekdays})$`).test(value), expected: 'a weekday such as MO' },
};

/** What is wrong with a rule of RFC 5545, in words; null when each of its parts holds what it may. */
export function problemOfRule(rule: string): string | null {
  const given = rule.split(';').map((part) => part.split('='));
  const names = given.map(([name = '']) => name);
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) return `unknown part "${unknown}"; expected ${Object.keys(parts).join(', ')}`;
  if (given.some((part) => part.length !== 2 || !part[1])) {
    return 'expected NAME=VALUE parts, separated by semicolons';
  }
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) return `${twice} is given twice`;
  if (!names.includes('FREQ')) return 'FREQ is missing; expected a rule such as FREQ=WEEKLY;BYDAY=FR';
  if (names.includes('COUNT') && names.includes('UNTIL')) return 'COUNT and UNTIL are both given; expected one of them';
  for (const [name = '', value = ''] of given) {
    if (parts[name]?.holds(value) === false) return `expected ${name} ${parts[name].expected}; found ${value}`;
  }
  return null;
}
