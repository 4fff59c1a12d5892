import type { policyDocument } from '../iam-policy.ts';
import type { Repository } from './choice.ts';

/** What the role of the workflows is made of. */
export interface RoleParts {
  repository: Repository;
  environment: string;
  /** What headroom iam-policy prints: what the role may do, and nothing else. */
  policy: ReturnType<typeof policyDocument>;
}

/**
 * Seconds that a session lasts: the shortest that IAM takes for a maximum, and what the jobs that assume the role may take
 * (timeout-minutes: 60).
 */
export const sessionSeconds = 3600;

/** https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
export const issuer = 'token.actions.githubusercontent.com';
export const audience = 'sts.amazonaws.com';

/** owner/name with or without numeric ids, and an environment: nothing that could be a wildcard. */
export const repositoryPattern = '^[A-Za-z0-9][A-Za-z0-9_-]*(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?$';
export const environmentPattern = '^[A-Za-z0-9][A-Za-z0-9._-]*$';

/** Why the role trusts what it trusts, as comment lines. */
export const trustComment = `# Who may assume it: jobs of one repository in one environment, by the whole subject of their token, never by a wildcard.
# repo:OWNER/* would let in every repository that somebody may create there, and repo:OWNER/NAME:* every branch and pull request.
# Allow the environment for the default branch alone (settings of the repository): GitHub makes one that is missing for whoever
# names it, open to all branches.
# Newer repositories have numeric ids in the subject, owner@1234/name@5678. This prints the repository so:
#   gh api repos/OWNER/NAME --jq '"\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"'
# Capitals count: write owner and name as GitHub shows them.`;
