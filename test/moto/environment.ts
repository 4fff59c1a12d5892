import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The release whose answers and gaps test/moto knows. */
export const motoVersion = '5.2.5';

const requirement = `moto[server]==${motoVersion}`;
const folder = fileURLToPath(new URL(`../../node_modules/.cache/moto-${motoVersion}`, import.meta.url));
const python = `${folder}/bin/python`;
/** Written last: a folder without it is a set-up that was interrupted. */
const marker = `${folder}/ready`;

/** The interpreter of a virtual environment that holds moto, or why there cannot be one. */
export type Environment = { python: string } | { missing: string };

/** Makes the environment, or takes the one of an earlier run where it still works. */
export async function motoEnvironment(): Promise<Environment> {
  if (await works()) return { python };
  const interpreter = await findPython();
  if (interpreter === null) return { missing: 'neither python3 nor python is installed' };
  try {
    await run(interpreter, ['-m', 'venv', '--clear', folder]);
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
    await run(python, ['-m', 'pip', 'install', ...quiet, requirement], { timeout: 300_000 });
    writeFileSync(marker, `${requirement}\n`);
  } catch (error) {
    return { missing: `${requirement} could not be installed: ${lastLine(error)}` };
  }
  return { python };
}

async function works(): Promise<boolean> {
  if (!existsSync(marker) || readFileSync(marker, 'utf8').trim() !== requirement) return false;
  try {
    await run(python, ['-c', 'import moto.server']);
    return true;
  } catch {
    return false;
  }
}

async function findPython(): Promise<string | null> {
  for (const name of ['python3', 'python']) {
    try {
      await run(name, ['-c', 'import sys; sys.exit(sys.version_info < (3,))']);
      return name;
    } catch {}
  }
  return null;
}

function lastLine(error: unknown): string {
  const { stderr = '', stdout = '', message = String(error) } = error as Partial<Record<string, string>>;
  return (stderr || stdout || message).trim().split('\n').at(-1) ?? message;
}
