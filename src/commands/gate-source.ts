import { resolve } from 'node:path';
import { changeSetOf } from '../collectors/declared/change-set.ts';
import type { Element } from '../collectors/declared/element.ts';
import { readTerraformPlan } from '../collectors/terraform/read-plan.ts';
import { parseJson } from '../loaders/json-document.ts';
import { readText, refusal } from '../loaders/read-text.ts';
import type { ChangeSet } from '../model/change-set.ts';
import { type Snapshot, unknownAccount } from '../model/snapshot.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Terminal } from './terminal.ts';

export interface SourceOptions {
  plan?: string;
  template?: string[];
  account?: string;
  region?: string;
}

/** Largest plan or template that is read. */
const maxBytes = 256 * 1024 * 1024;

/** The change that a plan or templates describe, in the account and region where it will be applied. */
export function readChange(options: SourceOptions, live: Snapshot | null, terminal: Terminal): ChangeSet {
  if ((options.plan === undefined) === (options.template === undefined)) {
    throw new UsageError('gate judges a plan or templates; name one with --plan FILE, or some with --template FILE');
  }
  if (options.plan !== undefined) {
    const elements = readPlan(options.plan, terminal);
    return changeSetOf('terraform-plan', elements, placeFor(elements, options, live));
  }
  throw new UsageError('--template is not read yet');
}

function readPlan(file: string, terminal: Terminal): Element[] {
  const path = resolve(terminal.cwd, file);
  const text = readText(path, 'plan', maxBytes);
  const read = readTerraformPlan(parseJson({ file, text }, 'plan'));
  if ('refused' in read) throw refusal(file, read.refused);
  return read.elements;
}

/** Where elements are that do not say it: as told, else the only place of the snapshot, else unknown. */
function placeFor(elements: readonly Element[], options: SourceOptions, live: Snapshot | null) {
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
