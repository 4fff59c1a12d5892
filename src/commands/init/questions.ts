import { UsageError } from '../../model/usage-error.ts';
import { clean } from '../../reporters/text-safety.ts';
import type { Conversation } from '../conversation.ts';
import { parseAccount, parseRegion, parseRepository, parseRole, parseSource, parseWorkflow } from './answers.ts';
import { roleFormats, workflowNames } from './choice.ts';
import type { InitOptions } from './flags.ts';

/** What is offered where a question is answered with nothing. */
export interface Offers {
  /** Region of the AWS profile. */
  region: string | null;
  /** Repository that the folder belongs to. */
  repository: string | null;
}

/** Asks what flags would tell. Nothing is checked here that is not checked of flags too. */
export async function askOptions(conversation: Conversation, offers: Offers): Promise<InitOptions> {
  const ask = asker(conversation);
  conversation.say('An empty answer takes what stands in brackets. Ctrl-C ends it, and writes nothing.\n\n');
  const region = await ask('Regions to audit', offers.region ?? '', list(parseRegion));
  const events = await ask('An event calendar, events.yaml (yes or no)', 'yes', yesOrNo);
  const workflow = await ask(
    `Workflows for GitHub Actions (${workflowNames.join(', ')} or none)`,
    'audit',
    list(parseWorkflow),
  );
  const headroom =
    workflow.length === 0
      ? undefined
      : await ask('Repository and commit of Headroom that they call, owner/name@commit', '', as(parseSource));
  const iamRole = await ask(
    `IAM role for GitHub Actions (${roleFormats.join(', ')}, both or none)`,
    workflow.length === 0 ? 'none' : 'cloudformation',
    list((name) => parseRole(name).join()),
  );
  const repository =
    iamRole.length === 0
      ? undefined
      : await ask('Repository on GitHub that may assume it, owner/name', offers.repository ?? '', as(parseRepository));
  const account =
    workflow.length === 0
      ? undefined
      : await ask('Account of the role, 12 digits (empty: a variable of the repository tells it)', '', (text) =>
          text === '' ? undefined : as(parseAccount)(text),
        );
  return {
    output: 'headroom.yaml',
    ...(region.length > 0 && { region }),
    events,
    workflow,
    headroom,
    iamRole: iamRole.flatMap((names) => names.split(',')),
    repository,
    account,
  };
}

/** Whether the files that are named are to be written. */
export async function confirm(conversation: Conversation, paths: readonly string[]): Promise<boolean> {
  conversation.say(`\n${paths.map((path) => `  ${clean(path)}\n`).join('')}`);
  return asker(conversation)('Write these files (yes or no)', 'yes', yesOrNo);
}

/** Asks until the answer can be read. */
function asker(conversation: Conversation) {
  return async <T>(question: string, offer: string, read: (text: string) => T): Promise<T> => {
    const shown = offer === '' ? '' : ` [${offer}]`;
    for (;;) {
      const typed = (await conversation.ask(`${question}${shown}: `)).trim();
      try {
        return read(typed === '' ? offer : typed);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        conversation.say(`  ${clean(error.message)}\n`);
      }
    }
  };
}

function yesOrNo(text: string): boolean {
  if (/^(y|yes)$/i.test(text)) return true;
  if (/^(n|no)$/i.test(text)) return false;
  throw new UsageError(`expected yes or no; found "${text}"`);
}

/** Names between commas or blanks; none for nothing. */
function list<T>(parse: (text: string) => T): (text: string) => T[] {
  return (text) => {
    const names = text.split(/[\s,]+/).filter((name) => name !== '');
    return names.length === 1 && names[0]?.toLowerCase() === 'none' ? [] : names.map(parse);
  };
}

/** The text itself, once it was read without complaint. */
function as(parse: (text: string) => unknown): (text: string) => string {
  return (text) => {
    parse(text);
    return text;
  };
}
