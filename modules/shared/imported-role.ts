import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { globalArn } from "./aws-arn";
import type { AwsLocation } from "./aws-arn";
import type { IGrantee } from "./grantee";
import { PolicyDocument } from "./policy-document";
import type { JustifiedStatement } from "./policy-statement";

/** A role that exists. */
export interface ImportedRoleProps extends AwsLocation {
  /** Its name, without a path. */
  readonly roleName: string;
  /**
   * Name of the inline policy that holds what is granted here; no other may have it.
   *
   * @default "data-lake"
   */
  readonly policyName?: string;
}

/**
 * A role that something else made: what is granted to it becomes one inline policy of its own, and nothing else of the
 * role is touched.
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

  /** What must be in place before the role uses what it was granted. */
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
