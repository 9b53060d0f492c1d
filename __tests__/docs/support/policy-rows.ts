import type { Block, SynthesizedStack } from "../../support/plans/synth";

/** A statement of a policy, and whose policy it is. */
export interface StatementRow {
  /** Name of the role, or address of the key, bucket or topic. */
  readonly owner: string;
  readonly sid: string;
  readonly effect: string;
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** For example `StringEquals kms:ViaService s3.us-east-1.amazonaws.com`. */
  readonly conditions: readonly string[];
  readonly why: string;
}

type PolicyKind = "permissions" | "trust" | "resource policies";

/** The resources that carry a policy document, and what whose policy it is. */
const carriers: Readonly<
  Record<
    string,
    {
      readonly kind: PolicyKind;
      readonly argument: string;
      readonly owner: (address: string, block: Block, stack: SynthesizedStack) => string;
    }
  >
> = {
  aws_iam_role_policy: {
    kind: "permissions",
    argument: "policy",
    owner: (_, { role }, stack) => String(stack.resource(addressIn(role)).name),
  },
  aws_iam_role: {
    kind: "trust",
    argument: "assume_role_policy",
    owner: (_, { name }) => String(name),
  },
  aws_s3_bucket_policy: {
    kind: "resource policies",
    argument: "policy",
    owner: (_, { bucket }) => addressIn(bucket),
  },
  aws_sns_topic_policy: {
    kind: "resource policies",
    argument: "policy",
    owner: (_, { arn }) => addressIn(arn),
  },
};

/** Every statement of one kind of policies in a stack. */
export function policyRows(stack: SynthesizedStack, kind: PolicyKind): StatementRow[] {
  const ofDocuments = Object.entries(stack.resources).flatMap(([address, block]) => {
    const carrier = carriers[address.split(".")[0] ?? ""];
    if (carrier?.kind !== kind) return [];
    const owner = carrier.owner(address, block, stack);
    return documentRows(owner, String(block[carrier.argument]), stack);
  });
  return kind === "resource policies" ? [...ofDocuments, ...keyRows(stack)] : ofDocuments;
}

function documentRows(owner: string, policy: string, stack: SynthesizedStack): StatementRow[] {
  const document = /^\$\{data\.aws_iam_policy_document\.(\w+)\.json\}$/.exec(policy)?.[1];
  if (document === undefined) throw new Error(`The policy of ${owner} is no policy document`);
  const reasons = stack.reasons(`data.aws_iam_policy_document.${document}`);
  return Object.values(stack.statements(document)).map((block) => {
    // The block has the arguments of the data source.
    const { sid, effect, principals, actions, resources, condition } = block as {
      readonly sid: string;
      readonly effect?: string;
      readonly principals?: readonly { readonly identifiers: readonly string[] }[];
      readonly actions: readonly string[];
      readonly resources?: readonly string[];
      readonly condition?: readonly {
        readonly test: string;
        readonly variable: string;
        readonly values: readonly string[];
      }[];
    };
    return {
      owner,
      sid,
      effect: effect ?? "Allow",
      principals: (principals ?? []).flatMap(({ identifiers }) => identifiers),
      actions,
      resources: resources ?? [],
      conditions: (condition ?? []).map(
        ({ test, variable, values }) => `${test} ${variable} ${values.join(", ")}`,
      ),
      why: reasons[sid] ?? "",
    };
  });
}

function keyRows(stack: SynthesizedStack): StatementRow[] {
  return Object.entries(stack.resourcesOf("aws_kms_key")).flatMap(([name, { policy }]) => {
    const address = `aws_kms_key.${name}`;
    // Key policies are JSON strings of this form.
    const { Statement: statements } = JSON.parse(String(policy)) as {
      readonly Statement: readonly {
        readonly Sid: string;
        readonly Effect: string;
        readonly Principal: Readonly<Record<string, string>>;
        readonly Action: readonly string[];
        readonly Condition?: Readonly<
          Record<string, Readonly<Record<string, string | readonly string[]>>>
        >;
      }[];
    };
    return statements.map(({ Sid, Effect, Principal, Action, Condition = {} }) => ({
      owner: address,
      sid: Sid,
      effect: Effect,
      principals: Object.values(Principal),
      actions: Action,
      resources: ["*"],
      conditions: Object.entries(Condition).flatMap(([test, keys]) =>
        Object.entries(keys).map(
          ([variable, values]) => `${test} ${variable} ${[values].flat().join(", ")}`,
        ),
      ),
      why: stack.reasons(address)[Sid] ?? "",
    }));
  });
}

/** The address in a reference. */
function addressIn(reference: unknown): string {
  return /\$\{(\w+\.\w+)\.\w+\}/.exec(String(reference))?.[1] ?? "";
}
