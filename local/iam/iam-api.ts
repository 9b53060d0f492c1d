import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  NoSuchEntityException,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";

/** Reads a role's policies with the IAM API. */
export class IamApi {
  constructor(private readonly iam: IAMClient) {}

  /** Trust policy and permissions boundary of a role; undefined if it does not exist. */
  async role(
    name: string,
  ): Promise<{ trustPolicy: string; boundaryArn: string | undefined } | undefined> {
    const answer = await unlessMissing(this.iam.send(new GetRoleCommand({ RoleName: name })));
    if (answer?.Role === undefined) return undefined;
    return {
      trustPolicy: decode(answer.Role.AssumeRolePolicyDocument),
      boundaryArn: answer.Role.PermissionsBoundary?.PermissionsBoundaryArn,
    };
  }

  /** Documents of a role's inline policies. */
  async inlinePolicies(role: string): Promise<string[]> {
    const names: string[] = [];
    for await (const page of paginateListRolePolicies({ client: this.iam }, { RoleName: role })) {
      names.push(...(page.PolicyNames ?? []));
    }
    const documents = names.map(async (name) => {
      const command = new GetRolePolicyCommand({ RoleName: role, PolicyName: name });
      const policy = await unlessMissing(this.iam.send(command));
      // A policy that was deleted meanwhile allows nothing.
      return policy === undefined ? [] : [decode(policy.PolicyDocument)];
    });
    return (await Promise.all(documents)).flat();
  }

  /** ARNs of the policies attached to a role. */
  async attachedPolicyArns(role: string): Promise<string[]> {
    const arns: string[] = [];
    const pages = paginateListAttachedRolePolicies({ client: this.iam }, { RoleName: role });
    for await (const page of pages) {
      arns.push(...(page.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
    }
    return arns;
  }

  /** Default version of a managed policy; undefined if it does not exist. */
  async managedPolicy(arn: string): Promise<string | undefined> {
    const policy = await unlessMissing(this.iam.send(new GetPolicyCommand({ PolicyArn: arn })));
    const VersionId = policy?.Policy?.DefaultVersionId;
    if (VersionId === undefined) return undefined;
    const command = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId });
    const version = await unlessMissing(this.iam.send(command));
    return version === undefined ? undefined : decode(version.PolicyVersion?.Document);
  }
}

async function unlessMissing<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

/** IAM returns policies URL-encoded. */
function decode(document = ""): string {
  return decodeURIComponent(document);
}
