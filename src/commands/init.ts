import { resolve } from 'node:path';
import { githubOrigin } from '../loaders/git-remote.ts';
import { type NewFile, refuseExisting, writeNewFiles } from '../loaders/new-files.ts';
import { loadSnapshot } from '../loaders/snapshot.ts';
import { exitCodes } from '../model/exit-code.ts';
import { plural } from '../reporters/outcome-text.ts';
import { clean } from '../reporters/text-safety.ts';
import { type Conversation, Interrupted, interruptedCode } from './conversation.ts';
import { draftText, emptyText, regionsOf } from './draft-text.ts';
import { draftWorkloads } from './draft-workloads.ts';
import type { InitChoice } from './init/choice.ts';
import { filesOf } from './init/files.ts';
import { choiceOf, type InitOptions } from './init/flags.ts';
import { nextSteps } from './init/next-steps.ts';
import { askOptions, confirm } from './init/questions.ts';
import type { Terminal } from './terminal.ts';

/** Writes what headroom needs to begin: policy, event calendar, workflows, the role. Never touches a file that is there. */
export async function init(options: InitOptions, terminal: Terminal): Promise<number> {
  const { converse } = terminal;
  if (converse === undefined || terminal.env.CI || namesAnything(options)) {
    return write(prepare(choiceOf(options), terminal), terminal);
  }
  const conversation = await converse();
  try {
    return await talk(conversation, options, terminal);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    terminal.stderr('\nheadroom: nothing was written\n');
    return interruptedCode;
  } finally {
    conversation.close();
  }
}

/** Whether a flag says what to write, or --yes that nothing is to be asked: flags decide alone. */
function namesAnything({ directory: _, output, policy, ...others }: InitOptions): boolean {
  return output !== 'headroom.yaml' || policy === false || Object.values(others).some((value) => value !== undefined);
}

async function talk(conversation: Conversation, { directory }: InitOptions, terminal: Terminal): Promise<number> {
  const folder = resolve(terminal.cwd, directory ?? '.');
  // Before the questions: nobody likes to answer them in vain.
  refuseExisting(folder, [{ path: 'headroom.yaml' }], 'name what to write beside it with --no-policy and other flags');
  const { AWS_REGION: region, AWS_DEFAULT_REGION: fallback } = terminal.env;
  const answers = await askOptions(conversation, {
    region: region || fallback || null,
    repository: githubOrigin(folder),
  });
  const prepared = prepare(choiceOf({ ...answers, directory }), terminal);
  const paths = prepared.files.map(({ path }) => path);
  if (await confirm(conversation, paths)) return write(prepared, terminal);
  terminal.stderr('headroom: nothing was written\n');
  return exitCodes.clean;
}

interface Prepared {
  choice: InitChoice;
  folder: string;
  files: NewFile[];
  /** For stdout; null where the policy is a file or left out. */
  printed: string | null;
  /** What there is to say of the policy. */
  notes: string[];
}

/** Everything that may be refused is refused here, before anything is written. */
function prepare(given: InitChoice, terminal: Terminal): Prepared {
  const snapshot = given.fromSnapshot === null ? null : loadSnapshot(resolve(terminal.cwd, given.fromSnapshot));
  const regions = given.regions.length > 0 || snapshot === null ? given.regions : regionsOf(snapshot);
  const choice = { ...given, regions };
  const folder = resolve(terminal.cwd, choice.directory);
  const drafted = snapshot === null ? null : draftWorkloads(snapshot);
  const text = snapshot && drafted ? draftText(snapshot, drafted, regions) : emptyText(regions);
  const summary = drafted
    ? `${plural(drafted.length, 'workload')} drafted; results that rest on them are provisional until you say reviewed: true`
    : 'declares no workloads yet; --from-snapshot FILE drafts them';
  const { policy } = choice;
  const isFile = policy !== null && policy !== '-';
  const files = [...(isFile ? [{ path: policy, text }] : []), ...filesOf(choice)];
  refuseExisting(folder, files, adviceFor(choice));
  const notes = policy === null ? [] : [isFile ? `${policy}: ${summary}` : summary];
  return { choice, folder, files, printed: policy === '-' ? text : null, notes };
}

function adviceFor({ policy, events, workflows, roles }: InitChoice): string {
  const alone = !events && workflows.length === 0 && roles.length === 0;
  if (alone) return 'name another file with --output, or - for stdout';
  return `choose another folder with --directory${policy === null ? '' : ', leave the policy out with --no-policy'}, or move what is there`;
}

function write({ choice, folder, files, printed, notes }: Prepared, terminal: Terminal): number {
  writeNewFiles(folder, files);
  if (printed !== null) terminal.stdout(printed);
  for (const note of notes) terminal.stderr(`headroom: ${clean(note)}\n`);
  if (files.length === 0) return exitCodes.clean;
  const where = choice.directory === '.' ? '' : ` in ${clean(choice.directory)}`;
  terminal.stderr(`headroom: written${where}: ${files.map(({ path }) => clean(path)).join(', ')}\n\nNext:\n`);
  for (const { command, why } of nextSteps(choice)) terminal.stderr(`  ${command}\n      ${clean(why)}\n`);
  return exitCodes.clean;
}
