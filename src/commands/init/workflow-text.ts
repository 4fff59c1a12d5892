import { yamlText } from '../yaml-text.ts';
import type { Source, WorkflowName } from './choice.ts';

/** What the workflows that init writes are made of. */
export interface WorkflowParts {
  source: Source;
  /** ARN of the role; null where a repository variable will tell it. */
  roleArn: string | null;
  /** Region of the login; null where a repository variable may tell it. */
  region: string | null;
  environment: string;
  account: string | null;
  /** Whether the audit asks for metrics. */
  metrics: boolean;
  /** Whether the weekly report asks for costs. */
  cost: boolean;
}

/** Actions that the written plan job uses, pinned by commit as those of Headroom's own workflows are. */
const actions = {
  checkout: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  terraform: 'hashicorp/setup-terraform@5e8dbf3c6d9deaf4193ca7a8fb23f2ac83bb6c85 # v4.0.0',
  credentials: 'aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3',
  upload: 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0',
};

/** A workflow that calls the one of the same name in Headroom's repository. */
export const workflowTexts: Record<WorkflowName, (parts: WorkflowParts) => string> = {
  audit: (
    parts,
  ) => `# Audits the account twice a day: alerts that open once and close when they are mended. docs/github.md of Headroom tells more.
name: Headroom audit

on:
  schedule:
    - cron: '23 5,17 * * *' # UTC; an odd minute, because full hours are crowded and runs are dropped
  workflow_dispatch:

permissions: {}

${concurrency('headroom-audit-runs')}
jobs:
  audit:
${roleCondition(parts)}    # All that jobs of the called workflow ask for; each takes its part, and none both assumes the role and writes alerts.
    permissions:
      actions: read
      contents: read
      id-token: write
      security-events: write
${call('audit', parts)}
${login(parts)}${parts.metrics ? '      metrics: true # CloudWatch: $0.01 per 1,000\n' : ''}`,

  gate: (
    parts,
  ) => `# Judges what the plan of a pull request would change, before it is merged. docs/gate.md of Headroom tells what it knows.
name: Headroom gate

on:
  pull_request:

permissions: {}

concurrency:
  group: headroom-gate-runs-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  # Yours: make the plan as you do elsewhere, and keep it as an artifact. For CDK or CloudFormation, synthesise here, upload the
  # template, and name it below with "template" in the place of "plan".
  plan:
    # A pull request from a fork gets no OIDC token and no role: nothing is planned and nothing judged.
    if: \${{ github.event.pull_request.head.repo.full_name == github.repository }}
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: ${actions.checkout}
        with:
          persist-credentials: false
      - uses: ${actions.terraform}
        with:
          terraform_wrapper: false # it would mix its own output into the plan
      # A role of yours that may read what Terraform manages and its state, and change nothing: code of the branch runs with it.
      - uses: ${actions.credentials}
        with:
          role-to-assume: \${{ vars.TERRAFORM_PLAN_ROLE_ARN }}
          aws-region: ${regionOf(parts)}
      - run: terraform init -input=false
      - run: |
          terraform plan -input=false -lock=false -out=tfplan
          terraform show -json tfplan > tfplan.json
      # A plan holds values of resources, secrets among them: it is kept for a day.
      - uses: ${actions.upload}
        with:
          name: plan
          path: tfplan.json
          retention-days: 1

  gate:
    needs: plan
    permissions:
      actions: read
      contents: read
      pull-requests: write
${call('gate', parts)}
      plan-artifact: plan
      plan: tfplan.json
      source-dir: . # Terraform configuration of the plan: findings point to its lines
${member('account', parts.account)}${member('region', parts.region)}`,

  weekly: (
    parts,
  ) => `# Writes the weekly efficiency report, and keeps it in an issue. docs/github.md of Headroom tells more.
# It asks CloudWatch for metrics, which AWS bills at $0.01 per 1,000.
name: Headroom weekly

on:
  schedule:
    - cron: '37 6 * * 1' # Monday, UTC
  workflow_dispatch:

permissions: {}

${concurrency('headroom-weekly-runs')}
jobs:
  weekly:
${roleCondition(parts)}    # All that jobs of the called workflow ask for; each takes its part.
    permissions:
      actions: read
      contents: read
      id-token: write
      issues: write
${call('weekly', parts)}
${login(parts)}${parts.cost ? '      cost: true # Cost Explorer: $0.01 a request\n' : ''}      issue: true
`,
};

/** Never the group of the called workflow: a run that waits for itself is cancelled. */
function concurrency(group: string): string {
  return `# The later of two runs waits.
concurrency:
  group: ${group}
  cancel-in-progress: false
`;
}

function roleCondition({ roleArn }: WorkflowParts): string {
  if (roleArn !== null) return '';
  return `    # Nothing runs until the repository has this variable.
    if: \${{ vars.HEADROOM_ROLE_ARN != '' }}
`;
}

function call(name: WorkflowName, { source: { repository, commit } }: WorkflowParts): string {
  return `    uses: ${repository}/.github/workflows/${name}.yml@${commit}
    with:
      headroom-repository: ${yamlText(repository)}
      headroom-ref: ${yamlText(commit)}`;
}

function login(parts: WorkflowParts): string {
  const { roleArn, environment } = parts;
  return `      role-arn: ${roleArn === null ? `\${{ vars.HEADROOM_ROLE_ARN }}` : yamlText(roleArn)}
      region: ${regionOf(parts)}
      environment: ${yamlText(environment)} # allow it for the default branch alone
`;
}

function regionOf({ region }: WorkflowParts): string {
  return region === null ? `\${{ vars.HEADROOM_REGION || 'us-east-1' }}` : yamlText(region);
}

/** An input where its value is known. */
function member(name: string, value: string | null): string {
  return value === null ? '' : `      ${name}: ${yamlText(value)}\n`;
}
