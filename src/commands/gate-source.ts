import { resolve } from 'node:path';
import { readTemplate } from '../collectors/cloudformation/read-template.ts';
import { changeSetOf } from '../collectors/declared/change-set.ts';
import type { Element } from '../collectors/declared/element.ts';
import { readTerraformPlan } from '../collectors/terraform/read-plan.ts';
import { parseJson } from '../loaders/json-document.ts';
import { readText, refusal } from '../loaders/read-text.ts';
import { loadTemplate } from '../loaders/template.ts';
import { loadTerraformSource } from '../loaders/terraform-source.ts';
import type { ChangeSet } from '../model/change-set.ts';
import { type Snapshot, unknownAccount } from '../model/snapshot.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Terminal } from './terminal.ts';

export interface SourceOptions {
  plan?: string;
  template?: string[];
  account?: string;
  region?: string;
  parameter?: string[];
  sourceDir?: string;
}

/** Largest plan or template that is read. */
const maxBytes = 256 * 1024 * 1024;

/** The change that a plan or templates describe, in the account and region where it will be applied. */
export function readChange(options: SourceOptions, live: Snapshot | null, terminal: Terminal): ChangeSet {
  if ((options.plan === undefined) === (options.template === undefined)) {
    throw new UsageError('gate judges a plan or templates; name one with --plan FILE, or some with --template FILE');
  }
  if (options.plan !== undefined) {
    const elements = readPlan(options.plan, options.sourceDir, terminal);
    return changeSetOf('terraform-plan', elements, placeFor(elements, options, live));
  }
  return readTemplates(options.template ?? [], options, live, terminal);
}

/** Templates of several stacks are one change; logical ids of each stand under its file where there are several. */
function readTemplates(
  files: readonly string[],
  options: SourceOptions,
  live: Snapshot | null,
  terminal: Terminal,
): ChangeSet {
  const place = placeFor([{ account: null, region: null }], options, live);
  const known = (value: string) => (value === unknownAccount ? null : value);
  const stack = {
    partition: place.partition,
    account: known(place.account),
    region: known(place.region),
    parameters: parametersOf(options.parameter ?? []),
  };
  const sets = files.map((file) => {
    const { document, lineOf } = loadTemplate(resolve(terminal.cwd, file), file);
    const read = readTemplate(document, stack, file, lineOf);
    if ('refused' in read) throw refusal(file, read.refused);
    const set = changeSetOf('cloudformation', read.elements, place);
    return { ...set, problems: read.problems.map((problem) => `${file}: ${problem}`) };
  });
  const others = new Map<string, number>();
  for (const { type, count } of sets.flatMap(({ otherTypes }) => otherTypes))
    others.set(type, (others.get(type) ?? 0) + count);
  return {
    source: 'cloudformation',
    changes: sets.flatMap(({ changes }) => changes),
    problems: sets.flatMap(({ problems }) => problems),
    otherTypes: [...others].map(([type, count]) => ({ type, count })),
  };
}

/** Name=Value, as aws cloudformation deploy takes them. */
function parametersOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const split = text.indexOf('=');
      if (split < 1) throw new UsageError(`--parameter ${text}: expected Name=Value`);
      return [text.slice(0, split), text.slice(split + 1)];
    }),
  );
}

function readPlan(file: string, sourceDir: string | undefined, terminal: Terminal): Element[] {
  const path = resolve(terminal.cwd, file);
  const text = readText(path, 'plan', maxBytes);
  if (text.startsWith('PK')) {
    throw refusal(file, 'it is the binary plan; expected its JSON: terraform show -json tfplan > tfplan.json');
  }
  const files = sourceDir === undefined ? [] : loadTerraformSource(resolve(terminal.cwd, sourceDir), terminal.cwd);
  const read = readTerraformPlan(parseJson({ file, text }, 'plan'), files);
  if ('refused' in read) throw refusal(file, read.refused);
  return read.elements;
}

/** Where elements are that do not say it: as told, else the only place of the snapshot, else unknown. */
function placeFor(
  elements: readonly Pick<Element, 'account' | 'region'>[],
  options: SourceOptions,
  live: Snapshot | null,
) {
  const scopes = (live?.scopes ?? []).filter(({ region }) => region !== 'global');
  const only = (values: string[]) => (new Set(values).size === 1 ? values[0] : undefined);
  const account = options.account ?? only(scopes.map((scope) => scope.account));
  const region =
    options.region ??
    only(scopes.filter((scope) => account === undefined || scope.account === account).map((scope) => scope.region));
  const isOpen =
    (account === undefined && elements.some((one) => one.account === null)) ||
    (region === undefined && elements.some((one) => one.region === null));
  if (live && isOpen) {
    const names = scopes.map((scope) => `${scope.account} ${scope.region}`).join(', ');
    throw new UsageError(
      `the snapshot holds several scopes (${names}), and the source does not say which it will change; say it with --account and --region`,
    );
  }
  return {
    partition: scopes.find((scope) => scope.account === account)?.partition ?? 'aws',
    account: account ?? unknownAccount,
    region: region ?? unknownAccount,
  };
}
