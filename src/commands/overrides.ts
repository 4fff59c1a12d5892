import { evaluate } from '../evaluator/evaluate.ts';
import { totalled } from '../evaluator/ledger/total.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { OverrideLedger } from '../model/override.ts';
import { overridesSchemaId } from '../model/overrides-document.ts';
import { notReadable } from '../model/snapshot.ts';
import { renderOverrides } from '../reporters/chapter-page.ts';
import { readBaseline } from './baseline.ts';
import { refuseUnknownOwner } from './choice.ts';
import { type Terminal, textWidth } from './terminal.ts';
import { type PartOptions, readWithoutRules } from './without-rules.ts';

export interface OverridesOptions extends PartOptions {
  baseline?: string;
  owner?: string;
  format?: 'text' | 'json' | 'markdown';
}

/** Prints the ledger of open overrides. Ends 3 when there may be more that could not be seen. */
export async function overrides(options: OverridesOptions, terminal: Terminal): Promise<number> {
  const baseline = readBaseline(options.baseline, terminal);
  const input = await readWithoutRules('overrides', options, baseline, terminal, ({ policy }) =>
    refuseUnknownOwner(options.owner, policy),
  );
  const report = await evaluate(input);
  const whole = report.overrides ?? totalled([], []);
  const ledger =
    options.owner === undefined
      ? whole
      : totalled(
          whole.entries.filter(({ subject }) => subject.owner === options.owner),
          whole.unseen,
        );
  print(ledger, report.generatedAt, options.format ?? 'text', terminal);
  const accepted = new Set(report.acceptedGaps?.map(({ api }) => api));
  const gaps = ledger.unseen.filter(({ reason, api }) => notReadable.includes(reason) && !accepted.has(api ?? ''));
  return gaps.length > 0 ? exitCodes.incomplete : exitCodes.clean;
}

function print(ledger: OverrideLedger, now: string, format: 'text' | 'json' | 'markdown', terminal: Terminal): void {
  if (format === 'json') {
    terminal.stdout(`${JSON.stringify({ schema: overridesSchemaId, generatedAt: now, overrides: ledger }, null, 2)}\n`);
    return;
  }
  const github = terminal.env.GITHUB_ACTIONS === 'true';
  const options = { format, now, github, width: textWidth(terminal), colour: terminal.colour };
  terminal.stdout(renderOverrides(ledger, options));
}
