import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { JustifiedStatement } from "./policy-statement";

/**
 * Who can be granted something: a role whose policy takes statements. The `grantX` methods of a resource's owner know
 * which actions one intent needs; a role made here is a `ServiceRole`, one that exists an `ImportedRole`.
 */
export interface IGrantee extends IConstruct {
  /** ARN of the role. */
  readonly arn: string;
  /** Adds statements to the role's policy. */
  addStatements(...statements: readonly JustifiedStatement[]): void;
  /** Adds what the role needs besides its policy, which whoever uses the role waits for. */
  addReady(...dependables: readonly ITerraformDependable[]): void;
}
