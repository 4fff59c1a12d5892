/** Who changed something, reduced to what rules and people need. */
export interface Principal {
  principalType: 'user' | 'role' | 'root' | 'service' | 'other';
  principal: string;
  session: string | null;
  invokedBy: string | null;
}

type Part = Readonly<Record<string, unknown>>;

const part = (of: Part, name: string): Part => {
  const value = of[name];
  return typeof value === 'object' && value !== null ? (value as Part) : {};
};
const text = (of: Part, name: string): string | null => {
  const value = of[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/**
 * Principal of an event. Access keys, addresses and the rest of the identity stay behind; of a session that bears an e-mail
 * address only the name is kept.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function describePrincipal(identity: Part): Principal {
  const invokedBy = text(identity, 'invokedBy');
  const type = text(identity, 'type');
  const arn = text(identity, 'arn') ?? '';
  const plain = { session: null, invokedBy };
  if (type === 'AWSService') {
    return { principalType: 'service', principal: invokedBy ?? 'an AWS service', ...plain };
  }
  if (type === 'Root') return { principalType: 'root', principal: ofArn(arn), ...plain };
  if (type === 'IAMUser') return { principalType: 'user', principal: ofArn(arn), ...plain };
  const issuer = text(part(part(identity, 'sessionContext'), 'sessionIssuer'), 'arn');
  const [, role, session] = /:assumed-role\/([^/]+)\/(.+)$/.exec(arn) ?? [];
  if (issuer !== null || role !== undefined) {
    const principal = ofArn(issuer ?? arn.replace(/:assumed-role\/.*$/, `:role/${role}`));
    return { principalType: 'role', principal, session: session?.split('@')[0] ?? null, invokedBy };
  }
  return { principalType: 'other', principal: arn ? (ofArn(arn).split('@')[0] ?? '') : (type ?? 'unknown'), ...plain };
}

/** What follows the partition and service of an ARN of IAM or STS: account:user/name. */
function ofArn(arn: string): string {
  return /^arn:[^:]*:(?:iam|sts)::(.+)$/.exec(arn)?.[1] ?? 'unknown';
}

/** What the role that Application Auto Scaling acts with is called. https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html */
const scalerRole = /\/AWSServiceRoleForApplicationAutoScaling_/;
/** application-autoscaling.amazonaws.com, or with the scaled service before it: ecs.application-autoscaling.amazonaws.com. */
const scalerService = /(?:^|\.)application-autoscaling\.amazonaws\.com$/;

/** Whether the autoscaler changed it, within the bounds that somebody set: its business, and no override. */
export function isAutoscaler({ principal, invokedBy }: Principal): boolean {
  return scalerRole.test(principal) || scalerService.test(invokedBy ?? principal);
}

/** Whether the caller's user agent is a tool for infrastructure code; the user agent itself is not kept. */
export function isInfrastructureCode(userAgent: unknown, { invokedBy }: Principal): boolean {
  if (invokedBy === 'cloudformation.amazonaws.com') return true;
  return typeof userAgent === 'string' && /terraform|opentofu|pulumi|cloudformation|aws-cdk/i.test(userAgent);
}
