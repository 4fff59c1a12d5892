import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declarations } from '../../src/collectors/declared/registry.ts';
import { run } from '../../src/commands/program.ts';
import { emptyPolicy } from '../../src/model/policy.ts';
import type { Report } from '../../src/model/report.ts';
import { subjectKinds as kindsOfRule } from '../../src/model/rule.ts';
import { allRules, auditAccount, collectAccount } from '../support/sandbox-audit.ts';
import { aTerminal } from '../support/terminal.ts';
import { sameVerdictCases } from './cases/index.ts';
import type { SameVerdictCase, Verdict } from './same-verdict-case.ts';
import { writtenPlan } from './written-plan.ts';
import { writtenTemplate } from './written-template.ts';

const account = '111122223333';
const region = 'eu-central-1';

let cwd: string;
let files = 0;

/** A name of a file that no other has. */
function another(ending: string): string {
  files += 1;
  return `${files}.${ending}`;
}

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-gate-'));
});

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function written(text: string, ending: string): string {
  const name = another(ending);
  writeFileSync(join(cwd, name), text);
  return name;
}

/** What the gate says, through the command line as users call it. */
async function gate(source: string[], snapshot: string | null): Promise<Report> {
  const report = another('report.json');
  const { terminal, stderr } = aTerminal({ cwd });
  const place = ['--account', account, '--region', region, '--include', 'passed'];
  const beside = snapshot ? ['--snapshot', snapshot] : [];
  const code = await run(['gate', ...source, ...place, ...beside, '--report', `json=${report}`], terminal);
  expect(code, stderr()).not.toBe(2);
  return JSON.parse(readFileSync(join(cwd, report), 'utf8')) as Report;
}

async function snapshotOf(live: SameVerdictCase['live'], global: SameVerdictCase['global'] = {}): Promise<string> {
  const { snapshot } = await collectAccount({ account, regions: { [region]: live }, ...global }, policy());
  return written(JSON.stringify(snapshot), 'snapshot.json');
}

const policy = () => ({ ...emptyPolicy(), regions: [region] });

const lineOf = (rule: string, key: string, outcome: string) => `${rule} | ${key} | ${outcome}`;
const linesOf = (verdicts: readonly Verdict[]) => verdicts.map((one) => lineOf(...one)).sort();

/** What a report says of the rules and keys that are asked for. */
function saidOf(report: Report, asked: readonly Verdict[]): string[] {
  const wanted = new Set(asked.map(([rule, key]) => `${rule} | ${key}`));
  return report.results
    .filter(({ rule, subject }) => wanted.has(`${rule} | ${subject.key}`))
    .map(({ rule, subject, outcome }) => lineOf(rule, subject.key, outcome))
    .sort();
}

const asUnknown = (verdicts: readonly Verdict[], rules: readonly string[]) =>
  verdicts
    .filter(([rule]) => rules.includes(rule))
    .map(([rule, key]) => lineOf(rule, key, 'unknown'))
    .sort();

/** Results on which one report is certain of the opposite of the other. */
function contradictions(live: Report, source: Report): string[] {
  const certain = new Map(live.results.map(({ rule, subject, outcome }) => [`${rule} | ${subject.key}`, outcome]));
  const isOpposite = { fail: 'pass', pass: 'fail' } as Record<string, string>;
  return source.results
    .filter(
      ({ rule, subject, outcome }) =>
        isOpposite[outcome] === certain.get(`${rule} | ${subject.key}`) && isOpposite[outcome],
    )
    .map(({ rule, subject, outcome }) => lineOf(rule, subject.key, outcome));
}

/** The two sources of a case, each perhaps without something and with something that is not known. */
function sourcesOf(one: SameVerdictCase, without: { plan: string[]; template: string[] }, isOpen = false) {
  const plan = one.plan.filter(({ type, name }) => !without.plan.includes(`${type}.${name}`));
  const planned = ['--plan', written(writtenPlan(plan, isOpen ? one.afterApply.attribute : undefined), 'plan.json')];
  if (one.template === null) return [planned];
  const template = Object.fromEntries(Object.entries(one.template).filter(([id]) => !without.template.includes(id)));
  const text = writtenTemplate(template, isOpen ? one.afterApply.property : undefined);
  return [planned, ['--template', written(text, 'template.json')]];
}

const whole = { plan: [], template: [] };

describe.each(sameVerdictCases)('$kind: $fault', (one) => {
  const all = [...one.same, ...one.beside, ...(one.wholeAccount ?? [])];

  it('is a fault in the live account', async () => {
    const { report } = await auditAccount({ account, regions: { [region]: one.live }, ...one.global }, policy());

    expect(saidOf(report, all)).toEqual(linesOf(all));
    expect(all.map(([, , outcome]) => outcome)).toContain('fail');
  });

  it('is nowhere certain of what the live account contradicts', async () => {
    const { report } = await auditAccount({ account, regions: { [region]: one.live }, ...one.global }, policy());
    const snapshot = await snapshotOf(one.around ?? {});
    for (const source of sourcesOf(one, whole)) {
      expect(contradictions(report, await gate(source, null)), source[0]).toEqual([]);
      expect(contradictions(report, await gate(source, snapshot)), source[0]).toEqual([]);
    }
  });

  it('is the same fault in a plan and in a template, and what they cannot tell is unknown', async () => {
    for (const source of sourcesOf(one, whole)) {
      const report = await gate(source, null);
      expect(saidOf(report, one.same), source[0]).toEqual(linesOf(one.same));
      expect(saidOf(report, one.beside), source[0]).toEqual(
        asUnknown(
          one.beside,
          one.beside.map(([rule]) => rule),
        ),
      );
    }
  });

  it('is the same with a snapshot of an account where the change is all there is', async () => {
    const snapshot = await snapshotOf(one.around ?? {});
    for (const source of sourcesOf(one, whole)) {
      expect(saidOf(await gate(source, snapshot), all), source[0]).toEqual(linesOf(all));
    }
  });

  it('is unknown where the value is known only after apply, and no gap of the run', async () => {
    const snapshot = await snapshotOf(one.around ?? {});
    const asked = all.filter(([rule]) => one.afterApply.unknown.includes(rule));
    expect(asked.length).toBeGreaterThan(0);
    for (const source of sourcesOf(one, whole, true)) {
      const report = await gate(source, snapshot);
      expect(saidOf(report, asked), source[0]).toEqual(asUnknown(all, one.afterApply.unknown));
      expect(report.verdict).not.toBe('incomplete');
    }
  });

  it.runIf(one.elsewhere)('is unknown where another stack declares a part, unless a snapshot holds it', async () => {
    const { rules, live, ...left } = one.elsewhere as NonNullable<SameVerdictCase['elsewhere']>;
    const asked = all.filter(([rule]) => rules.includes(rule));
    const snapshot = await snapshotOf(live, one.global);
    for (const source of sourcesOf(one, left)) {
      expect(saidOf(await gate(source, null), asked), source[0]).toEqual(asUnknown(all, rules));
      expect(saidOf(await gate(source, snapshot), asked), source[0]).toEqual(linesOf(asked));
    }
  });
});

/** Rules on proxies ask for the health of targets and for functions in their VPC, which the live account alone tells. */
const judgedLiveOnly = ['rds-proxy'];

describe('the cases', () => {
  it('are there for every kind that is declared and that a rule judges', () => {
    const judged = new Set(allRules.flatMap((rule) => kindsOfRule(rule)));
    const declared = new Set(declarations.map(({ kind }) => kind.kind));
    const wanted = [...declared].filter((kind) => judged.has(kind) && !judgedLiveOnly.includes(kind));
    expect(wanted.filter((kind) => !sameVerdictCases.some((one) => one.kind === kind))).toEqual([]);
  });
});
