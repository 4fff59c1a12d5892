import { nameHint } from '../model/nearest-name.ts';
import { UsageError } from '../model/usage-error.ts';

/** Inputs of the GitHub Action, and the flags that they become. `action.yml` declares the same. */

export const actionCommands = ['audit', 'gate', 'weekly'] as const;
export type ActionCommand = (typeof actionCommands)[number];

interface FlagInput {
  flag: string;
  /** text: one value; list: one a line, or apart by commas; switch: true or false. */
  kind: 'text' | 'list' | 'switch';
  commands: readonly ActionCommand[];
}

const all = actionCommands;
const live = ['audit', 'weekly'] as const;

/** Inputs that are flags of the command line under the same name. */
export const flagInputs: Readonly<Record<string, FlagInput>> = {
  policy: { flag: '--policy', kind: 'text', commands: all },
  waivers: { flag: '--waivers', kind: 'text', commands: all },
  events: { flag: '--events', kind: 'text', commands: all },
  baseline: { flag: '--baseline', kind: 'text', commands: all },
  since: { flag: '--since', kind: 'text', commands: all },
  now: { flag: '--now', kind: 'text', commands: all },
  snapshot: { flag: '--snapshot', kind: 'text', commands: all },
  rules: { flag: '--rules', kind: 'list', commands: all },
  only: { flag: '--only', kind: 'list', commands: all },
  skip: { flag: '--skip', kind: 'list', commands: all },
  region: { flag: '--region', kind: 'list', commands: all },
  'allow-incomplete': { flag: '--allow-incomplete', kind: 'switch', commands: all },
  'fail-on': { flag: '--fail-on', kind: 'text', commands: ['audit', 'gate'] },
  'fail-on-new': { flag: '--fail-on-new', kind: 'switch', commands: ['audit', 'gate'] },
  strict: { flag: '--strict', kind: 'switch', commands: ['audit'] },
  metrics: { flag: '--metrics', kind: 'switch', commands: live },
  'no-trail': { flag: '--no-trail', kind: 'switch', commands: live },
  'no-cost-explorer': { flag: '--no-cost-explorer', kind: 'switch', commands: live },
  timeout: { flag: '--timeout', kind: 'text', commands: live },
  'save-snapshot': { flag: '--save-snapshot', kind: 'text', commands: live },
  cost: { flag: '--cost', kind: 'switch', commands: ['weekly'] },
  period: { flag: '--period', kind: 'text', commands: ['weekly'] },
  owner: { flag: '--owner', kind: 'text', commands: ['weekly'] },
  plan: { flag: '--plan', kind: 'text', commands: ['gate'] },
  template: { flag: '--template', kind: 'list', commands: ['gate'] },
  parameter: { flag: '--parameter', kind: 'list', commands: ['gate'] },
  'source-dir': { flag: '--source-dir', kind: 'text', commands: ['gate'] },
  account: { flag: '--account', kind: 'text', commands: ['gate'] },
};

/** Inputs that are no flags. */
export const otherInputs = ['command', 'reports', 'annotations', 'summary', 'fail', 'working-directory'] as const;

export interface ActionInputs {
  command: ActionCommand;
  /** Flags of the command, reports apart. */
  flags: string[];
  /** Folder for the reports; empty: one of the runner's own. */
  reports: string;
  annotations: boolean;
  summary: boolean;
  /** Whether the step ends as the command ended; if not, the outputs tell. */
  fail: boolean;
  workingDirectory: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads what a runner hands over: INPUT_<NAME>, blanks as they are.
 * Throws a UsageError for a value that is no switch, a command that is none, and an input that the command does not have.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
export function readInputs(env: Environment): ActionInputs {
  const read = (name: string) => (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
  const given = read('command') || 'audit';
  const command = actionCommands.find((one) => one === given);
  if (!command) {
    throw new UsageError(
      `input command: expected ${actionCommands.join(', ')}; found "${given}"${nameHint(given, actionCommands)}`,
    );
  }
  const flags = Object.entries(flagInputs).flatMap(([name, input]) => {
    const value = read(name);
    if (value === '') return [];
    const words = flagsOf(name, input, value);
    if (words.length > 0 && !input.commands.includes(command)) {
      throw new UsageError(`input ${name}: ${command} has no such input; it belongs to ${input.commands.join(', ')}`);
    }
    return words;
  });
  const isOn = (name: string) => read(name) === '' || isTrue(name, read(name));
  return {
    command,
    flags,
    reports: read('reports'),
    annotations: isOn('annotations'),
    summary: isOn('summary'),
    fail: isOn('fail'),
    workingDirectory: read('working-directory'),
  };
}

function flagsOf(name: string, { flag, kind }: FlagInput, value: string): string[] {
  if (kind === 'switch') return isTrue(name, value) ? [flag] : [];
  // A value that begins with a hyphen is a value all the same.
  if (kind === 'text') return [`${flag}=${value}`];
  return value
    .split(name === 'parameter' ? /\n/ : /[\n,]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => `${flag}=${one}`);
}

/** As the runner's own toolkit reads booleans: YAML 1.2, core schema. */
function isTrue(name: string, value: string): boolean {
  if (/^(?:true|True|TRUE)$/.test(value)) return true;
  if (/^(?:false|False|FALSE)$/.test(value)) return false;
  throw new UsageError(`input ${name}: expected true or false; found "${value}"`);
}
