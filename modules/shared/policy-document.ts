import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import type { JustifiedStatement } from "./policy-statement";

/** Why each statement of a policy is there, by its sid. */
export type Rationales = Readonly<Record<string, string>>;

/**
 * A policy whose statements a plan's reader can name and understand: why each is there stands beside it, under the key
 * that Terraform's JSON keeps for comments.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties
 */
export class PolicyDocument extends DataAwsIamPolicyDocument {
  private readonly statements: JustifiedStatement[] = [];

  constructor(scope: Construct, id: string, statements: readonly JustifiedStatement[]) {
    super(scope, id);
    this.add(...statements);
  }

  /** Adds statements to those that are there. */
  add(...statements: readonly JustifiedStatement[]): void {
    this.statements.push(...statements);
    if (this.statements.length > 0) this.putStatement(this.statements);
  }

  protected override get constructNodeMetadata(): Record<string, unknown> {
    const reasons: Rationales = Object.fromEntries(
      this.statements.map(({ sid, rationale }) => [sid, rationale]),
    );
    return { ...super.constructNodeMetadata, reasons };
  }
}
