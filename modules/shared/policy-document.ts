import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import type { PolicyStatement } from "./policy-statement";

/** Rationale of each statement of a policy, by Sid. */
export type Rationales = Readonly<Record<string, string>>;

/**
 * Policy document whose statements have Sids and rationales. The rationales are next to the policy, under the property that
 * Terraform's JSON syntax ignores.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties
 *
 * @example
 * const document = new lake.PolicyDocument(stack, "topic_policy", [
 *   {
 *     sid: "AllowBudgets",
 *     rationale: "AWS Budgets publishes when the costs of the lake exceed a budget.",
 *     actions: ["sns:Publish"],
 *     resources: ["arn:aws:sns:eu-west-1:111122223333:shop-costs"],
 *     principals: [{ type: "Service", identifiers: ["budgets.amazonaws.com"] }],
 *     condition: [
 *       { test: "StringEquals", variable: "aws:SourceAccount", values: [location.accountId] },
 *     ],
 *   },
 * ]);
 * const policy = document.json;
 */
export class PolicyDocument extends DataAwsIamPolicyDocument {
  private readonly statements: PolicyStatement[] = [];

  constructor(scope: Construct, id: string, statements: readonly PolicyStatement[]) {
    super(scope, id);
    this.add(...statements);
  }

  /** Adds statements to the document. */
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
