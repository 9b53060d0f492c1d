/** Values of a query API's call; undefined ones are not sent. */
type Parameters = Readonly<Record<string, string>>;

/** The few calls of the IAM API that tell a role's policies. */
export class IamApi {
  constructor(private readonly endpointUrl: string) {}

  /** Trust policy and permissions boundary of a role; undefined when there is no such role. */
  async role(
    name: string,
  ): Promise<{ trustPolicy: string; boundaryArn: string | undefined } | undefined> {
    const answer = await this.call("GetRole", { RoleName: name });
    if (answer === undefined) return undefined;
    return {
      trustPolicy: document(answer, "AssumeRolePolicyDocument"),
      boundaryArn: texts(answer, "PermissionsBoundaryArn")[0],
    };
  }

  /** Documents of a role's inline policies. */
  async inlinePolicies(role: string): Promise<string[]> {
    const list = await this.call("ListRolePolicies", { RoleName: role });
    const documents = texts(list ?? "", "member").map(async (name) => {
      const policy = await this.call("GetRolePolicy", { RoleName: role, PolicyName: name });
      // One that was deleted meanwhile allows nothing.
      return policy === undefined ? [] : [document(policy, "PolicyDocument")];
    });
    return (await Promise.all(documents)).flat();
  }

  /** ARNs of the policies attached to a role. */
  async attachedPolicyArns(role: string): Promise<string[]> {
    const list = await this.call("ListAttachedRolePolicies", { RoleName: role });
    return texts(list ?? "", "PolicyArn");
  }

  /** Default version of a managed policy; undefined when there is no such policy. */
  async managedPolicy(arn: string): Promise<string | undefined> {
    const policy = await this.call("GetPolicy", { PolicyArn: arn });
    const [versionId] = texts(policy ?? "", "DefaultVersionId");
    if (versionId === undefined) return undefined;
    const version = await this.call("GetPolicyVersion", { PolicyArn: arn, VersionId: versionId });
    return version === undefined ? undefined : document(version, "Document");
  }

  private async call(action: string, parameters: Parameters): Promise<string | undefined> {
    const response = await fetch(this.endpointUrl, {
      method: "POST",
      headers: {
        // The emulator reads the service out of the scope and checks no signature.
        authorization:
          "AWS4-HMAC-SHA256 Credential=iam.amazonaws.com/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: new URLSearchParams({ Action: action, Version: "2010-05-08", ...parameters }),
    });
    const answer = await response.text();
    if (response.ok) return answer;
    if (response.status === 404) return undefined;
    throw new Error(`iam:${action} answered ${response.status}: ${answer}`);
  }
}

function texts(xml: string, element: string): string[] {
  const matches = xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"));
  return [...matches].map(([, content = ""]) => content);
}

/** IAM sends policies URL-encoded. */
function document(xml: string, element: string): string {
  return decodeURIComponent(texts(xml, element)[0] ?? "");
}
