import { checkRegion } from '../../loaders/policy-checks.ts';
import { nameHint } from '../../model/nearest-name.ts';
import { UsageError } from '../../model/usage-error.ts';
import {
  type Repository,
  type RoleFormat,
  roleFormats,
  type Source,
  type WorkflowName,
  workflowNames,
} from './choice.ts';

/**
 * What flags and answers must look like. All of it ends up in YAML, HCL and trust policies: what could mean anything else there
 * is refused here. Each function throws a UsageError that quotes what it was given.
 */

/** https://docs.github.com/en/rest/repos: letters, digits and dashes; an underscore parts the name of a managed user. */
const owner = '[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?';
const name = '[A-Za-z0-9._-]{1,100}';
const plainRepository = new RegExp(`^${owner}/${name}$`);
const repository = new RegExp(`^(${owner})(@[0-9]{1,20})?/(${name})(@[0-9]{1,20})?$`);

/** The repository whose workflows may assume the role. A wildcard would let in repositories that nobody has made yet. */
export function parseRepository(text: string): Repository {
  const [, owner = '', ownerId = '', name = '', nameId = ''] = repository.exec(text) ?? [];
  if (owner === '' || isDots(name) || (ownerId === '') !== (nameId === '')) {
    throw new UsageError(
      `expected one repository as owner/name, or owner@ID/name@ID where its tokens carry ids; found "${text}"`,
    );
  }
  return { owner, name, subject: text };
}

/** Repository and commit of Headroom. A tag or a branch can be moved to other code, which would then read the account. */
export function parseSource(text: string): Source {
  const at = text.lastIndexOf('@');
  const from = at === -1 ? text : text.slice(0, at);
  const commit = at === -1 ? '' : text.slice(at + 1);
  if (!plainRepository.test(from) || isDots(from.split('/')[1] ?? '')) {
    throw new UsageError(`expected the repository of Headroom and a commit as owner/name@commit; found "${text}"`);
  }
  if (!/^[0-9a-f]{40}$/.test(commit)) {
    throw new UsageError(
      `expected ${from}@ and the 40 hex digits of a commit, since tags and branches can be moved; found "${commit}". This prints it: git ls-remote https://github.com/${from} HEAD`,
    );
  }
  return { repository: from, commit };
}

const isDots = (text: string) => text === '.' || text === '..';

export function parseAccount(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new UsageError(`expected the 12 digits of an account; found "${text}"`);
  return text;
}

export function parseRoleArn(text: string): string {
  if (/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(text)) return text;
  throw new UsageError(`expected a role such as arn:aws:iam::111122223333:role/headroom-audit; found "${text}"`);
}

/** GitHub takes more characters; these need no quoting in a token's subject. */
export function parseEnvironment(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text)) return text;
  throw new UsageError(`expected an environment of letters, digits, dots, dashes and underscores; found "${text}"`);
}

export function parseRegion(text: string): string {
  const [finding] = checkRegion(text, []);
  if (finding) throw new UsageError(finding.message);
  return text;
}

export const parseWorkflow = (text: string): WorkflowName => oneOf(text, workflowNames, 'workflow');
export const parseRole = (text: string): RoleFormat[] =>
  text === 'both' ? [...roleFormats] : [oneOf(text, roleFormats, 'format')];

function oneOf<T extends string>(text: string, names: readonly T[], what: string): T {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  const begun = text === '' ? [] : names.filter((name) => name.startsWith(text.toLowerCase()));
  const hint = begun.length === 1 ? `; did you mean "${begun[0]}"?` : nameHint(text, names);
  throw new UsageError(`unknown ${what} "${text}"${hint}`);
}
