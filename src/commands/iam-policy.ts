import { declaredReads, type ReadChoice } from '../collectors/aws/registry.ts';
import type { Terminal } from './terminal.ts';

/** Prints the least-privilege policy: the actions behind the declared reads and no other. */
export async function iamPolicy(choice: ReadChoice, terminal: Terminal): Promise<number> {
  terminal.stdout(`${JSON.stringify(policyDocument(choice), null, 2)}\n`);
  return 0;
}

/** The IAM policy as a document. sts:GetCallerIdentity needs no permission, so it is left out. */
export function policyDocument(choice: ReadChoice = {}) {
  const actions = [...new Set(declaredReads(choice).map((read) => read.action))].filter(
    (action) => action !== 'sts:GetCallerIdentity',
  );
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'HeadroomRead', Effect: 'Allow', Action: actions.sort(), Resource: '*' }],
  };
}
