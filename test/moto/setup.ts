import type { TestProject } from 'vitest/node';
import { motoEnvironment } from './environment.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Interpreter that has moto; null skips every test that needs one. */
    python: string | null;
  }
}

/** Brings moto, or says why these tests are skipped. On CI a check that did not run is a failure. */
export default async function setup(project: TestProject): Promise<void> {
  const environment = await motoEnvironment();
  if ('python' in environment) {
    project.provide('python', environment.python);
    return;
  }
  if (process.env.CI && process.env.CI !== 'false') throw new Error(`moto is not to be had: ${environment.missing}`);
  process.stderr.write(`The tests against moto are skipped: ${environment.missing}\n`);
  project.provide('python', null);
}
