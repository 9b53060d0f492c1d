import { parsePolicy } from "../../../local/iam/policy/policy-document";
import type { PolicyDocument } from "../../../local/iam/policy/policy-document";
import { toIam } from "../plans/iam-policy";
import type { Block, SynthesizedStack } from "../plans/synth";
import { withoutTokens } from "./token-values";

/** A policy that the project deploys or prints. */
export interface HeldPolicy {
  /** Address of the policy in its stack, or where a page has it. */
  readonly name: string;
  /**
   * What it is attached to: `identity` to a role, `boundary` bounds roles, `resource` to a bucket, key or topic, `trust`
   * says who assumes a role.
   */
  readonly kind: "identity" | "boundary" | "resource" | "trust";
  readonly document: PolicyDocument;
  /** ARN of what carries a policy in which `*` or nothing stands for the carrier itself: a key, a role. */
  readonly carrier?: string;
  /** Address of the role whose permissions these are. */
  readonly role?: string;
  /** Why statements are there, by their sids. */
  readonly reasons: Readonly<Record<string, string>>;
}

interface Carrier {
  readonly argument: string;
  readonly kind: HeldPolicy["kind"];
  /** ARN of the carrier where its policy doesn't name it. */
  readonly arn?: string;
}

const account = "123456789012";

/** Every argument of a resource that takes a policy. */
const carriers: Readonly<Record<string, Carrier>> = {
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
 * @throws when something else than the known arguments holds a policy, so that none is left out
 */
export function policiesOf(stack: SynthesizedStack): HeldPolicy[] {
  const bounding = boundaryPolicies(stack);
  return Object.entries(stack.resources).flatMap(([address, block]) => {
    const carrier = carriers[address.split(".")[0] ?? ""];
    const rest = Object.entries(block).filter(([argument]) => argument !== carrier?.argument);
    if (/\\?"(Statement|Effect)\\?"|aws_iam_policy_document/.test(JSON.stringify(rest))) {
      throw new Error(`${address} has a policy in an argument that this test doesn't know.`);
    }
    if (carrier === undefined) return [];
    return [heldPolicy(address, block, carrier, stack, bounding)];
  });
}

function heldPolicy(
  address: string,
  block: Block,
  { argument, kind, arn }: Carrier,
  stack: SynthesizedStack,
  bounding: ReadonlySet<string>,
): HeldPolicy {
  const { text, source } = policyText(String(block[argument]), address, stack);
  return {
    name: address,
    kind: bounding.has(address) ? "boundary" : kind,
    document: parsePolicy(withoutTokens(text)),
    reasons: stack.reasons(source),
    ...(arn === undefined ? {} : { carrier: arn }),
    ...roleOf(address, block, stack),
  };
}

/** A policy is a data source, or JSON in the argument itself. */
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

/** Managed policies that nothing attaches bound roles. */
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
