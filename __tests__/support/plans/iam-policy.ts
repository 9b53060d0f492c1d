import { parsePolicy } from "../../../local/iam/policy/policy-document";
import type { PolicyDocument } from "../../../local/iam/policy/policy-document";
import type { Block, SynthesizedStack } from "./synth";

/** The account in which policies are evaluated. */
export const ACCOUNT = "123456789012";

/** A statement in the JSON format of IAM. */
export interface DeployedStatement {
  readonly Sid: string;
  readonly Action: readonly string[];
}

/** Statements of the policy of a key, by the key's name in the stack. */
export function keyPolicyOf(stack: SynthesizedStack, key: string): DeployedStatement[] {
  const { policy } = stack.resource(`aws_kms_key.${key}`);
  // The stack writes key policies as JSON strings.
  return (JSON.parse(policy as string) as { Statement: DeployedStatement[] }).Statement;
}

/** The ARN of a key of the stack in these tests. */
export function keyArn(key: string): string {
  return `arn:aws:kms:us-east-1:${ACCOUNT}:key/${key}`;
}

/** A policy document of statements, for the evaluation of access. */
export function document(statements: readonly DeployedStatement[]): PolicyDocument {
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

interface ConditionBlock {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

/** Renders a statement as the data source `aws_iam_policy_document` does. */
export function toIam(block: Block): DeployedStatement {
  // The block has the arguments of the data source.
  const { sid, effect, actions, resources, principals, condition } = block as {
    sid: string;
    effect?: string;
    actions: string[];
    resources?: string[];
    principals?: { type: string; identifiers: string[] }[];
    condition?: ConditionBlock[];
  };
  const statement = {
    Sid: sid,
    Effect: effect ?? "Allow",
    Action: actions,
    Resource: resources?.map((each) =>
      each.replace(/\$\{aws_kms_key\.(\w+)\.arn\}/, (_, key: string) => keyArn(key)),
    ),
    // A wildcard principal has no type.
    Principal: principals?.some(({ type }) => type === "*")
      ? "*"
      : principals &&
        Object.fromEntries(principals.map(({ type, identifiers }) => [type, identifiers])),
    Condition: condition && renderConditions(condition),
  };
  return statement;
}

function renderConditions(conditions: readonly ConditionBlock[]) {
  const byTest: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, variable, values } of conditions) {
    byTest[test] = { ...byTest[test], [variable]: values };
  }
  return byTest;
}
