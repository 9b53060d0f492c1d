import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { JustifiedStatement } from "./policy-statement";

/**
 * A role that can be granted permissions. The `grantX` methods of resources know which actions are needed; a role that is
 * created here is a `ServiceRole`, an existing one an `ImportedRole`.
 */
export interface IGrantee extends IConstruct {
  /** ARN of the role. */
  readonly arn: string;
  /** Adds statements to the role's policy. */
  addStatements(...statements: readonly JustifiedStatement[]): void;
  /** Adds resources that the role needs in addition to its policy; whatever uses the role depends on them. */
  addReady(...dependables: readonly ITerraformDependable[]): void;
}
