import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { globalArn } from "./aws-arn";
import type { AwsLocation } from "./aws-arn";
import type { IGrantee } from "./grantee";
import { PolicyDocument } from "./policy-document";
import type { JustifiedStatement } from "./policy-statement";

/** An existing role. */
export interface ImportedRoleProps extends AwsLocation {
  /** Name of the role, without a path. */
  readonly roleName: string;
  /**
   * Name of the inline policy with the permissions that are granted here; no other policy of the role may have it.
   *
   * @default "data-lake"
   */
  readonly policyName?: string;
}

/**
 * A role that was created elsewhere. Permissions that are granted to it become one inline policy; nothing else of the role is
 * changed.
 *
 * @example
 * const role = new lake.ImportedRole(stack, "analyst", { ...location, roleName: "analyst" });
 * stream.grantRead(role);
 */
export class ImportedRole extends Construct implements IGrantee {
  readonly arn: string;
  private readonly permissions: PolicyDocument;
  private readonly dependables: ITerraformDependable[];
  private isGranted = false;

  constructor(scope: Construct, id: string, props: ImportedRoleProps) {
    super(scope, id);
    this.arn = globalArn(props, "iam", `role/${props.roleName}`);
    this.permissions = new PolicyDocument(this, "permissions", []);
    const policy = new IamRolePolicy(this, "policy", {
      name: props.policyName ?? "data-lake",
      role: props.roleName,
      policy: this.permissions.json,
    });
    this.dependables = [policy];
    this.node.addValidation({
      validate: () =>
        this.isGranted
          ? []
          : [`Nothing is granted to the role ${props.roleName}: grant it something, or remove it.`],
    });
  }

  /** Resources that must exist before the role can use its permissions. */
  get ready(): readonly ITerraformDependable[] {
    return [...this.dependables];
  }

  addStatements(...statements: readonly JustifiedStatement[]): void {
    this.isGranted ||= statements.length > 0;
    this.permissions.add(...statements);
  }

  addReady(...dependables: readonly ITerraformDependable[]): void {
    this.dependables.push(...dependables);
  }
}
