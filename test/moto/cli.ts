import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Report, type Result } from '../../src/model/report.ts';
import { type Keys, keys } from './clients.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const tsx = import.meta.resolve('tsx');

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Where the program runs, and what it finds there. */
export interface Stage {
  folder: string;
  /** AWS_ENDPOINT_URL; null: none, and no keys either. */
  endpoint: string | null;
  credentials?: Keys;
}

/** Runs headroom as its own process, with nothing of this machine's AWS configuration. */
export function headroom({ folder, endpoint, credentials = keys }: Stage, ...args: string[]): Promise<Ran> {
  const aws = endpoint !== null && {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
  };
  const program = spawn(process.execPath, ['--import', tsx, join(repository, 'src/cli.ts'), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1', AWS_EC2_METADATA_DISABLED: 'true', ...aws },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    const said = { stdout: '', stderr: '' };
    program.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
    });
    program.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text;
    });
    program.once('error', reject);
    program.once('close', (code) => resolve({ code, ...said }));
  });
}

export interface Audited extends Ran {
  report: Report;
  /** Results of a rule on a subject, by its name or key. */
  of(rule: string, region: string, subject: string): Result[];
}

let audits = 0;

/** Runs `headroom audit` with every result in the report, and reads the report. */
export async function audit(stage: Stage, ...args: string[]): Promise<Audited> {
  audits += 1;
  const path = join(stage.folder, `report-${audits}.json`);
  const ran = await headroom(stage, 'audit', '--include', 'passed', '--report', `json=${path}`, ...args);
  if (!existsSync(path)) throw new Error(`headroom audit ended ${ran.code} without a report:\n${ran.stderr}`);
  const report = Report.parse(JSON.parse(readFileSync(path, 'utf8')));
  return {
    ...ran,
    report,
    of: (rule, region, subject) =>
      report.results.filter(
        (result) =>
          result.rule === rule &&
          result.subject.region === region &&
          (result.subject.name === subject || result.subject.key === subject),
      ),
  };
}
