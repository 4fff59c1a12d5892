import { evaluate } from '../evaluator/evaluate.ts';
import type { EventReport } from '../model/event-report.ts';
import { eventsSchemaId } from '../model/events-document.ts';
import { exitCodes } from '../model/exit-code.ts';
import { type CoverageEntry, notReadable } from '../model/snapshot.ts';
import { UsageError } from '../model/usage-error.ts';
import { renderEvents } from '../reporters/chapter-page.ts';
import { plural } from '../reporters/outcome-text.ts';
import { eventFile } from './inputs.ts';
import { type Terminal, textWidth } from './terminal.ts';
import { type PartOptions, readWithoutRules } from './without-rules.ts';

export interface EventsOptions extends PartOptions {
  days: number;
  format: 'text' | 'json' | 'markdown';
}

const howToBegin = `no events.yaml here: name a calendar with --events FILE, or begin one (docs/events.md):

  events:
    - id: spring-release
      start: 2027-03-20T10:00:00+09:00
      duration: 4h
      multiplier: 8                    # times the demand of the baseline
      targets: [{ workload: web }]     # a workload of headroom.yaml`;

/** Lists announced events with their readiness. */
export async function events(options: EventsOptions, terminal: Terminal): Promise<number> {
  if (eventFile(options, terminal) === null) throw new UsageError(howToBegin);
  const report = await evaluate(await readWithoutRules('events', options, null, terminal));
  const until = Date.parse(report.generatedAt) + options.days * 86_400_000;
  const found = report.events ?? [];
  const shown = found.filter(({ start }) => Date.parse(start) <= until);
  terminal.stdout(
    options.format === 'json'
      ? `${JSON.stringify({ schema: eventsSchemaId, generatedAt: report.generatedAt, snapshot: report.snapshot, events: shown }, null, 2)}\n`
      : renderEvents(shown, {
          format: options.format,
          now: report.generatedAt,
          width: textWidth(terminal),
          colour: terminal.colour,
          github: terminal.env.GITHUB_ACTIONS === 'true',
        }),
  );
  const code = exitCodeOf(shown, unreadApis(report.coverage, report.acceptedGaps ?? []));
  terminal.stderr(`headroom: ${inOneLine(shown, found.length - shown.length, options.days)}; exit ${code}\n`);
  return code;
}

const isAhead = ({ phase }: EventReport) => phase !== 'past';

/** APIs that could not be read and that nobody accepted: what is unknown rests on one of them. */
function unreadApis(coverage: readonly CoverageEntry[], accepted: readonly { api: string }[]): string[] {
  const fine = new Set(accepted.map(({ api }) => api));
  return coverage
    .filter(
      ({ complete, status, api }) => !complete && (status === 'ok' || notReadable.includes(status)) && !fine.has(api),
    )
    .map(({ api }) => api);
}

/** What is not known weighs more than what is known to be missing, as for audits. */
function exitCodeOf(shown: readonly EventReport[], unread: readonly string[]): number {
  const ahead = shown.filter(isAhead);
  const isUnknown = ahead.some(
    ({ readiness, targets }) => readiness === 'unknown' || targets.some((one) => one.readiness === 'unknown'),
  );
  if (isUnknown && unread.length > 0) return exitCodes.incomplete;
  return ahead.some(({ readiness }) => readiness !== 'ready') ? exitCodes.findings : exitCodes.clean;
}

function inOneLine(shown: readonly EventReport[], later: number, days: number): string {
  const ahead = shown.filter(isAhead);
  const ready = ahead.filter(({ readiness }) => readiness === 'ready').length;
  const left = shown.filter(({ phase, readiness }) => phase === 'past' && readiness === 'not reverted').length;
  return [
    `${ready} of ${plural(ahead.length, 'event')} to come or running ready`,
    ...(left > 0 ? [`${left} past not reverted`] : []),
    ...(later > 0 ? [`${later} later than ${plural(days, 'day')}`] : []),
  ].join(', ');
}
