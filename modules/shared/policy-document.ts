import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import type { ReasonedStatement } from "./policy-statement";

/** Why each statement of a policy is there, by its sid. */
export type Reasons = Readonly<Record<string, string>>;

/**
 * A policy whose statements a plan's reader can name and understand: why each is there stands beside it, under the key
 * that Terraform's JSON keeps for comments.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties
 */
export class PolicyDocument extends DataAwsIamPolicyDocument {
  private readonly statements: ReasonedStatement[] = [];

  constructor(scope: Construct, id: string, statements: readonly ReasonedStatement[]) {
    super(scope, id);
    this.add(...statements);
  }

  /** Adds statements to those that are there. */
  add(...statements: readonly ReasonedStatement[]): void {
    this.statements.push(...statements);
    if (this.statements.length > 0) this.putStatement(this.statements);
  }

  protected override get constructNodeMetadata(): Record<string, unknown> {
    const reasons: Reasons = Object.fromEntries(this.statements.map(({ sid, why }) => [sid, why]));
    return { ...super.constructNodeMetadata, reasons };
  }
}
