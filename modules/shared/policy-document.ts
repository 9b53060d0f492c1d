import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import type { PolicyStatement } from "./policy-statement";

/** Why each statement of a policy is there, by its sid. */
export type Rationales = Readonly<Record<string, string>>;

/**
 * A policy whose statements a plan's reader can name and understand: why each is there stands beside it, under the key
 * that Terraform's JSON keeps for comments.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties
 */
export class PolicyDocument extends DataAwsIamPolicyDocument {
  private readonly statements: PolicyStatement[] = [];

  constructor(scope: Construct, id: string, statements: readonly PolicyStatement[]) {
    super(scope, id);
    this.add(...statements);
  }

  /** Adds statements to those that are there. */
  add(...statements: readonly PolicyStatement[]): void {
    this.statements.push(...statements);
    if (this.statements.length > 0) this.putStatement(this.statements);
  }

  protected override get constructNodeMetadata(): Record<string, unknown> {
    const reasons: Rationales = Object.fromEntries(
      this.statements.flatMap(({ sid, rationale }) =>
        rationale === undefined ? [] : [[sid, rationale]],
      ),
    );
    return { ...super.constructNodeMetadata, reasons };
  }
}
