import { parsePolicy } from "../../../local/iam/policy/policy-document";
import type { PolicyDocument } from "../../../local/iam/policy/policy-document";
import { toIam } from "../plans/iam-policy";
import type { Block, SynthesizedStack } from "../plans/synth";
import { replaceTokens } from "./token-values";

/** A policy that the project deploys or prints. */
export interface ProjectPolicy {
  /** Address of the policy in its stack, or its page and position there. */
  readonly name: string;
  /**
   * `identity`: permissions of a role; `boundary`: permissions boundary of roles; `resource`: policy of a bucket, key or
   * topic; `trust`: trust policy of a role.
   */
  readonly kind: "identity" | "boundary" | "resource" | "trust";
  readonly document: PolicyDocument;
  /** ARN of the key or role to which the policy belongs, if the policy refers to it by `*` or not at all. */
  readonly resourceArn?: string;
  /** Address of the role to which the policy is attached. */
  readonly role?: string;
  /** Rationales of statements by Sid. */
  readonly reasons: Readonly<Record<string, string>>;
}

interface PolicyArgument {
  readonly argument: string;
  readonly kind: ProjectPolicy["kind"];
  /** ARN of the resource, if its policy does not name it. */
  readonly arn?: string;
}

const account = "123456789012";

/** The arguments of resources that are policies. */
const policyArguments: Readonly<Record<string, PolicyArgument>> = {
  aws_iam_role_policy: { argument: "policy", kind: "identity" },
  aws_iam_policy: { argument: "policy", kind: "identity" },
  aws_iam_role: {
    argument: "assume_role_policy",
    kind: "trust",
    arn: `arn:aws:iam::${account}:role/any`,
  },
  aws_s3_bucket_policy: { argument: "policy", kind: "resource" },
  aws_sns_topic_policy: { argument: "policy", kind: "resource" },
  aws_kms_key: {
    argument: "policy",
    kind: "resource",
    arn: `arn:aws:kms:us-east-1:${account}:key/any`,
  },
};

/**
 * Every policy of a synthesized stack.
 *
 * @throws Error if another argument is a policy, so that none is missed
 */
export function policiesOf(stack: SynthesizedStack): ProjectPolicy[] {
  const boundaries = boundaryPolicies(stack);
  return Object.entries(stack.resources).flatMap(([address, block]) => {
    const known = policyArguments[address.split(".")[0] ?? ""];
    const rest = Object.entries(block).filter(([argument]) => argument !== known?.argument);
    if (/\\?"(Statement|Effect)\\?"|aws_iam_policy_document/.test(JSON.stringify(rest))) {
      throw new Error(`${address} has a policy in an argument that is missing in policyArguments.`);
    }
    if (known === undefined) return [];
    return [projectPolicy(address, block, known, stack, boundaries)];
  });
}

function projectPolicy(
  address: string,
  block: Block,
  { argument, kind, arn }: PolicyArgument,
  stack: SynthesizedStack,
  boundaries: ReadonlySet<string>,
): ProjectPolicy {
  const { text, source } = policyText(String(block[argument]), address, stack);
  return {
    name: address,
    kind: boundaries.has(address) ? "boundary" : kind,
    document: parsePolicy(replaceTokens(text)),
    reasons: stack.reasons(source),
    ...(arn === undefined ? {} : { resourceArn: arn }),
    ...roleOf(address, block, stack),
  };
}

/** A policy is a reference to a data source, or JSON. */
function policyText(value: string, address: string, stack: SynthesizedStack) {
  const document = /^\$\{data\.aws_iam_policy_document\.(\w+)\.(?:minified_)?json\}$/.exec(
    value,
  )?.[1];
  if (document === undefined) return { text: value, source: address };
  const statements = Object.values(stack.statements(document)).map((block) => toIam(block));
  return {
    text: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    source: `data.aws_iam_policy_document.${document}`,
  };
}

/** Managed policies that are attached to no role: they are permissions boundaries. */
function boundaryPolicies(stack: SynthesizedStack): ReadonlySet<string> {
  const attached = Object.values(stack.resourcesOf("aws_iam_role_policy_attachment")).map(
    ({ policy_arn: policy }) => addressIn(policy),
  );
  return new Set(
    Object.keys(stack.resourcesOf("aws_iam_policy"))
      .map((name) => `aws_iam_policy.${name}`)
      .filter((address) => !attached.includes(address)),
  );
}

function roleOf(address: string, block: Block, stack: SynthesizedStack): { role?: string } {
  if (address.startsWith("aws_iam_role_policy.")) return { role: addressIn(block.role) };
  const attachment = Object.values(stack.resourcesOf("aws_iam_role_policy_attachment")).filter(
    ({ policy_arn: policy }) => addressIn(policy) === address,
  );
  return attachment[0] === undefined ? {} : { role: addressIn(attachment[0].role) };
}

function addressIn(reference: unknown): string {
  return /\$\{(\w+\.\w+)\.\w+\}/.exec(String(reference))?.[1] ?? String(reference);
}
