import type { DataAwsIamPolicyDocumentStatementCondition } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { TrustCondition } from "../../model/environment/settings/service-trust";
import { defaultOf } from "../../model/environment/environment-defaults";
import type { IGrantee } from "./grantee";
import { PolicyDocument } from "./policy-document";
import type { JustifiedStatement } from "./policy-statement";

/** A service that assumes roles of the lake: its principal without the domain. */
export type LakeService = "firehose" | "glue" | "lambda";

/** Who may assume the role, and its name. */
export interface ServiceRoleProps {
  readonly roleName: string;
  /** One sentence for the role. */
  readonly description: string;
  readonly service: LakeService;
  /**
   * How the trust in the service is bound to the account.
   *
   * @default - the form that AWS documents for the service
   */
  readonly trust?: TrustCondition | undefined;
  /** The account for which the service must act. */
  readonly accountId: string;
}

/**
 * A role for one service, with one policy to which the owners of resources add what they grant.
 *
 * @example
 * const role = new lake.ServiceRole(stack, "role", {
 *   roleName: "shop-export",
 *   description: "Exports orders.",
 *   service: "lambda",
 *   accountId: location.accountId,
 * });
 * bucket.grantRead(role, "data/orders/");
 */
export class ServiceRole extends Construct implements IGrantee {
  readonly arn: string;
  readonly roleName: string;

  private readonly dependables: ITerraformDependable[];
  private readonly permissions: PolicyDocument;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const trust = new PolicyDocument(this, "trust", [
      {
        sid: "AllowService",
        rationale: "The role is for one service, which must act for this account.",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: [`${props.service}.amazonaws.com`] }],
        condition: renderTrustCondition(
          props.trust ?? defaultOf(`serviceTrust.${props.service}`),
          props.accountId,
        ),
      },
    ]);
    const role = new IamRole(this, "Default", {
      name: props.roleName,
      description: props.description,
      assumeRolePolicy: trust.json,
    });
    this.arn = role.arn;
    this.roleName = props.roleName;
    this.permissions = new PolicyDocument(this, "permissions", []);
    const policy = new IamRolePolicy(this, "policy", {
      name: "permissions",
      role: role.name,
      policy: this.permissions.json,
    });
    this.dependables = [policy];
  }

  /** What must be there before the service uses the role: a role does not depend on its policies. */
  get ready(): readonly ITerraformDependable[] {
    return [...this.dependables];
  }

  /** Adds what the role needs beside its policy. For `grantX` methods, as {@link addStatements} is. */
  addReady(...dependables: readonly ITerraformDependable[]): void {
    this.dependables.push(...dependables);
  }

  /** Adds statements to the role's policy. For `grantX` methods: they know which actions one intent needs. */
  addStatements(...statements: readonly JustifiedStatement[]): void {
    this.permissions.add(...statements);
  }
}

function renderTrustCondition(
  trust: TrustCondition,
  accountId: string,
): DataAwsIamPolicyDocumentStatementCondition[] {
  if (trust === "none") return [];
  const variable = trust === "external-id" ? "sts:ExternalId" : "aws:SourceAccount";
  return [{ test: "StringEquals", variable, values: [accountId] }];
}
