import { GetKeyPolicyCommand, KMSServiceException } from "@aws-sdk/client-kms";
import { GetBucketPolicyCommand, S3ServiceException } from "@aws-sdk/client-s3";
import type { AwsClients } from "../aws-clients";
import { ExpiringCache } from "./expiring-cache";
import type { IamApi } from "./iam-api";
import { parsePolicy } from "./policy/policy-document";
import type { PolicyDocument } from "./policy/policy-document";

/** Lifetime of cached policies in milliseconds: a changed policy applies after this time. */
const POLICY_LIFETIME_MS = 1_000;

/** Policies of a role. */
export interface RolePolicies {
  readonly trust: PolicyDocument;
  readonly identity: readonly PolicyDocument[];
  readonly boundary: readonly PolicyDocument[] | undefined;
}

/** Provides the policies that a decision needs. */
export interface PolicySource {
  /** Undefined if there is no such role. */
  role(roleArn: string): Promise<RolePolicies | undefined>;
  managed(arns: readonly string[]): Promise<readonly PolicyDocument[]>;
  /** Undefined if it has none. */
  bucket(region: string, bucket: string): Promise<PolicyDocument | undefined>;
  /** Undefined if there is no such key. */
  key(region: string, keyArn: string): Promise<PolicyDocument | undefined>;
}

/** Reads policies from the control plane. */
export class StoredPolicies implements PolicySource {
  private readonly roles = new ExpiringCache<RolePolicies | undefined>(POLICY_LIFETIME_MS);
  private readonly policies = new ExpiringCache<PolicyDocument | undefined>(POLICY_LIFETIME_MS);

  /** @param clients act as the account's administrator */
  constructor(
    private readonly iam: IamApi,
    private readonly clients: (region: string) => AwsClients,
  ) {}

  role(roleArn: string): Promise<RolePolicies | undefined> {
    return this.roles.get(roleArn, () =>
      this.loadRole(roleArn.slice(roleArn.lastIndexOf("/") + 1)),
    );
  }

  async managed(arns: readonly string[]): Promise<readonly PolicyDocument[]> {
    const policies = await Promise.all(
      arns.map((arn) => this.policy(arn, () => this.iam.managedPolicy(arn))),
    );
    return policies.filter((policy) => policy !== undefined);
  }

  bucket(region: string, bucket: string): Promise<PolicyDocument | undefined> {
    return this.policy(`s3 ${bucket}`, async () => {
      try {
        const answer = await this.clients(region).s3.send(
          new GetBucketPolicyCommand({ Bucket: bucket }),
        );
        return answer.Policy;
      } catch (error) {
        const isMissing = error instanceof S3ServiceException && error.name.startsWith("NoSuch");
        if (isMissing) return undefined;
        throw error;
      }
    });
  }

  key(region: string, keyArn: string): Promise<PolicyDocument | undefined> {
    return this.policy(keyArn, async () => {
      try {
        const answer = await this.clients(region).kms.send(
          new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: "default" }),
        );
        return answer.Policy;
      } catch (error) {
        const isMissing =
          error instanceof KMSServiceException && error.name === "NotFoundException";
        if (isMissing) return undefined;
        throw error;
      }
    });
  }

  private policy(
    name: string,
    load: () => Promise<string | undefined>,
  ): Promise<PolicyDocument | undefined> {
    return this.policies.get(name, async () => {
      const text = await load();
      return text === undefined ? undefined : parsePolicy(text);
    });
  }

  private async loadRole(name: string): Promise<RolePolicies | undefined> {
    const role = await this.iam.role(name);
    if (role === undefined) return undefined;
    const [inline, attachedArns] = await Promise.all([
      this.iam.inlinePolicies(name),
      this.iam.attachedPolicyArns(name),
    ]);
    const { trustPolicy, boundaryArn } = role;
    return {
      trust: parsePolicy(trustPolicy),
      identity: [...inline.map(parsePolicy), ...(await this.managed(attachedArns))],
      boundary: boundaryArn === undefined ? undefined : await this.managed([boundaryArn]),
    };
  }
}
