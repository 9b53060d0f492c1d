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

/** A service that assumes roles of the lake: its principal without `.amazonaws.com`. */
export type LakeService = "firehose" | "glue" | "lambda";

/** Properties of a service role. */
export interface ServiceRoleProps {
  readonly roleName: string;
  /** One sentence for the role. */
  readonly description: string;
  readonly service: LakeService;
  /**
   * Condition of the trust policy.
   *
   * @default - the form that AWS documents for the service
   */
  readonly trust?: TrustCondition | undefined;
  /** Account on whose behalf the service must act. */
  readonly accountId: string;
}

/**
 * Role for one service, with one policy, to which `grantX` methods of resources add statements.
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
        rationale: "Only this service may assume the role, on behalf of this account.",
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

  /** Resources that must exist before the service uses the role: in Terraform a role does not depend on its policies. */
  get ready(): readonly ITerraformDependable[] {
    return [...this.dependables];
  }

  /** Adds resources that the role needs in addition to its policy. For `grantX` methods, like {@link addStatements}. */
  addReady(...dependables: readonly ITerraformDependable[]): void {
    this.dependables.push(...dependables);
  }

  /** Adds statements to the role's policy. For `grantX` methods, which know the required actions. */
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
