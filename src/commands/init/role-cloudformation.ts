import { yamlText } from '../yaml-text.ts';
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

/**
 * The role as a CloudFormation template. Its permissions are an inline policy: they belong to this role alone, and may have
 * 10,240 characters, where a managed policy may have 6,144; blanks do not count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function cloudFormationRole({ repository, environment, policy }: RoleParts): string {
  return `# The role that Headroom's workflows assume. It reads capacity configuration, and can change nothing.
#
${trustComment}
AWSTemplateFormatVersion: "2010-09-09"
Description: Role with which GitHub Actions of one repository reads capacity configuration for Headroom

Parameters:
  Repository:
    Description: Repository whose workflows may assume the role, as owner/name or owner@1234/name@5678
    Type: String
    Default: ${yamlText(repository.subject)}
    AllowedPattern: ${yamlText(repositoryPattern)}
  Environment:
    Description: Environment of that repository in whose jobs it may be assumed
    Type: String
    Default: ${yamlText(environment)}
    AllowedPattern: ${yamlText(environmentPattern)}
  CreateProvider:
    Description: "true to make GitHub's OIDC provider too: an account has it once, so only where it is not there yet"
    Type: String
    Default: "false"
    AllowedValues: ["true", "false"]

Conditions:
  CreatesProvider: !Equals [!Ref CreateProvider, "true"]

Resources:
  # No thumbprint: IAM checks GitHub's certificate against its own list of authorities. It stays when the stack goes, since other
  # roles may trust it by then.
  Provider:
    Type: AWS::IAM::OIDCProvider
    Condition: CreatesProvider
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      Url: https://${issuer}
      ClientIdList: [${audience}]

  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${roleName}
      Description: Read by Headroom from GitHub Actions - see the stack for who may assume it
      MaxSessionDuration: ${sessionSeconds} # seconds; jobs that assume it take an hour at most
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Federated: !If
                - CreatesProvider
                - !Ref Provider
                - !Sub "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${issuer}"
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                ${issuer}:aud: ${audience}
                ${issuer}:sub: !Sub "repo:\${Repository}:environment:\${Environment}"
      Policies:
        # What headroom iam-policy prints. A newer Headroom may read more: compare when you update it.
        - PolicyName: headroom-read
          PolicyDocument:
            Version: ${yamlText(policy.Version)}
            Statement:
${policy.Statement.map(statement).join('')}
Outputs:
  RoleArn:
    Description: For the input role-arn of the workflows
    Value: !GetAtt Role.Arn
`;
}

function statement({ Sid, Effect, Action, Resource }: RoleParts['policy']['Statement'][number]): string {
  return `              - Sid: ${yamlText(Sid)}
                Effect: ${yamlText(Effect)}
                Action:
${Action.map((action) => `                  - ${yamlText(action)}\n`).join('')}                Resource: ${yamlText(Resource)}
`;
}
