import { roleName } from './choice.ts';
import {
  audience,
  environmentPattern,
  issuer,
  type RoleParts,
  repositoryPattern,
  sessionSeconds,
  trustComment,
} from './role.ts';

/** The role as Terraform: all names begin with headroom, so that it fits beside what a module holds already. */
export function terraformRole({ repository, environment, policy }: RoleParts): string {
  return `# The role that Headroom's workflows assume. It reads capacity configuration, and can change nothing.
#
${trustComment}

variable "headroom_repository" {
  description = "Repository whose workflows may assume the role, as owner/name or owner@1234/name@5678"
  type        = string
  default     = ${hclText(repository.subject)}

  validation {
    condition     = can(regex(${hclText(repositoryPattern)}, var.headroom_repository))
    error_message = "Expected one repository as owner/name or owner@1234/name@5678, without a wildcard."
  }
}

variable "headroom_environment" {
  description = "Environment of that repository in whose jobs the role may be assumed"
  type        = string
  default     = ${hclText(environment)}

  validation {
    condition     = can(regex(${hclText(environmentPattern)}, var.headroom_environment))
    error_message = "Expected letters, digits, dots, dashes and underscores, without a wildcard."
  }
}

variable "headroom_create_oidc_provider" {
  description = "Makes GitHub's OIDC provider too: an account has it once, so only where it is not there yet"
  type        = bool
  default     = false
}

data "aws_caller_identity" "headroom" {}

data "aws_partition" "headroom" {}

# No thumbprint: IAM checks GitHub's certificate against its own list of authorities. The AWS provider asks for none from 5.81 on.
resource "aws_iam_openid_connect_provider" "headroom" {
  count = var.headroom_create_oidc_provider ? 1 : 0

  url            = "https://${issuer}"
  client_id_list = ["${audience}"]
}

locals {
  headroom_oidc_provider_arn = var.headroom_create_oidc_provider ? aws_iam_openid_connect_provider.headroom[0].arn : "arn:\${data.aws_partition.headroom.partition}:iam::\${data.aws_caller_identity.headroom.account_id}:oidc-provider/${issuer}"
}

resource "aws_iam_role" "headroom" {
  name                 = "${roleName}"
  description          = "Read by Headroom from GitHub Actions"
  max_session_duration = ${sessionSeconds} # seconds; jobs that assume it take an hour at most

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Federated = local.headroom_oidc_provider_arn }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "${issuer}:aud" = "${audience}"
            "${issuer}:sub" = "repo:\${var.headroom_repository}:environment:\${var.headroom_environment}"
          }
        }
      },
    ]
  })
}

# What headroom iam-policy prints. A newer Headroom may read more: compare when you update it.
resource "aws_iam_role_policy" "headroom" {
  name = "headroom-read"
  role = aws_iam_role.headroom.id

  policy = jsonencode({
    Version = ${hclText(policy.Version)}
    Statement = [
${policy.Statement.map(statement).join('')}    ]
  })
}

output "headroom_role_arn" {
  description = "For the input role-arn of the workflows"
  value       = aws_iam_role.headroom.arn
}
`;
}

function statement({ Sid, Effect, Action, Resource }: RoleParts['policy']['Statement'][number]): string {
  return `      {
        Sid    = ${hclText(Sid)}
        Effect = ${hclText(Effect)}
        Action = [
${Action.map((action) => `          ${hclText(action)},\n`).join('')}        ]
        Resource = ${hclText(Resource)}
      },
`;
}

/** Text in double quotes. The patterns above and what flags may hold contain no template of HCL. */
function hclText(value: string): string {
  return JSON.stringify(value).replace(/[$%](?=\{)/g, '$&$&');
}
