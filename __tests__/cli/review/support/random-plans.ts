import { isRecord } from "../../../../errors/is-record";
import { parsePlan } from "../../../../cli/terraform/plan/terraform-plan";
import type { TerraformPlan } from "../../../../cli/terraform/plan/terraform-plan";
import fc from "../../../support/random/seeded-fast-check";

/** Digits of every sensitive number. */
const SECRET_NUMBER = 7_310_000;

type Json = Readonly<Record<string, unknown>>;
/** A pseudo-random integer below a limit. */
type Pick = (limit: number) => number;

/** Where a value is. */
interface Place {
  readonly pick: Pick;
  /** Whether a mark covers all of it. */
  readonly isSecret: boolean;
  /** Whether it is on one side only, so that no mark of the other says anything about it. */
  readonly isOneSided: boolean;
}

const policy = (text: string) =>
  JSON.stringify({
    Statement: [
      {
        Sid: `Sid${text}`,
        Effect: "Allow",
        Action: [`s3:${text}`],
        Resource: `arn:aws:s3:::${text}/*`,
      },
      { Effect: "Allow", Action: "*", Resource: "*", Principal: { AWS: text } },
    ],
  });

/** Arguments by resource type, such as the sections of a report read. `TEXT` stands for a text of its own. */
const templates: Readonly<Record<string, Json>> = {
  aws_iam_policy: { name: "TEXT", policy: "POLICY", tags: { team: "TEXT" } },
  aws_iam_role: { name: "TEXT", assume_role_policy: "POLICY", permissions_boundary: "TEXT" },
  aws_s3_bucket_policy: { bucket: "TEXT", policy: "POLICY" },
  aws_s3_bucket: { bucket: "TEXT", force_destroy: true },
  aws_kms_key: { policy: "POLICY", deletion_window_in_days: 7, description: "TEXT" },
  aws_kinesis_stream: { name: "TEXT", shard_count: 2, retention_period: 24 },
  aws_lambda_function: {
    function_name: "TEXT",
    layers: ["TEXT", "TEXT", "TEXT"],
    environment: [{ variables: { TOKEN: "TEXT", MODE: "TEXT" } }],
  },
  aws_glue_catalog_table: {
    name: "TEXT",
    parameters: { "projection.day.range": "TEXT", note: "TEXT" },
    partition_keys: [{ name: "TEXT", type: "string" }],
    storage_descriptor: [
      {
        columns: [
          { name: "TEXT", type: "TEXT" },
          { name: "b", type: "int" },
        ],
      },
    ],
  },
  aws_kinesis_firehose_delivery_stream: {
    name: "TEXT",
    extended_s3_configuration: [
      {
        prefix: "TEXT",
        data_format_conversion_configuration: [
          {
            schema_configuration: [{ table_name: "TEXT" }],
            input_format_configuration: [
              {
                deserializer: [
                  {
                    open_x_json_ser_de: [
                      { column_to_json_key_mappings: { id: "TEXT", at: "TEXT" } },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
  aws_db_instance: { identifier: "TEXT", password: "TEXT", backup_retention_period: 7 },
  aws_security_group: {
    name: "TEXT",
    ingress: [{ cidr_blocks: ["TEXT"], from_port: 22, description: "TEXT" }],
  },
  terraform_data: { input: { nested: [{ deep: ["TEXT", { deeper: "TEXT" }] }], other: "TEXT" } },
};

/** A value of two sides, with the marks that either side gives. */
interface Marked {
  readonly before: unknown;
  readonly after: unknown;
  readonly beforeMark: unknown;
  readonly afterMark: unknown;
}

/** Plans of random changes with random marks: whatever a mark covers, on either side, is found by {@link secretsIn}. */
export const markedPlans: fc.Arbitrary<TerraformPlan> = fc
  .infiniteStream(fc.nat())
  .map((numbers) => planOfNumbers((limit) => (numbers.next().value ?? 0) % limit));

function planOfNumbers(pick: Pick): TerraformPlan {
  const types = Object.keys(templates);
  const changes = Array.from({ length: 1 + pick(4) }, (_, index) => {
    const type = types[pick(types.length)] ?? "terraform_data";
    return resourceOf(type, index, pick);
  });
  const secret = `canary-output-${pick(1000)}1`;
  const document = {
    format_version: "1.2",
    resource_changes: changes.filter((_, index) => index % 4 !== 3),
    resource_drift: changes.slice(0, pick(2)),
    deferred_changes: changes
      .slice(3)
      .map((change) => ({ reason: "unknown", resource_change: change })),
    planned_values: {
      outputs: { token: { sensitive: true, value: secret } },
      root_module: { resources: changes.map((each) => stateOf(each, "after", pick)) },
    },
    prior_state: {
      values: { root_module: { resources: changes.map((each) => stateOf(each, "before", pick)) } },
    },
    output_changes: {
      token: { actions: ["update"], before: "old", after: secret, after_sensitive: true },
    },
    variables: { token: { value: secret } },
    checks: [
      {
        address: { kind: "check", to_display: "check.health" },
        status: "fail",
        instances: [{ problems: [{ message: `the token ${secret} has expired` }] }],
      },
    ],
    configuration: {
      provider_config: { aws: { expressions: { region: { constant_value: "us-east-1" } } } },
      root_module: {
        variables: { token: { sensitive: true, default: secret } },
        resources: changes.map(({ address, type, name, change }) => ({
          address,
          mode: "managed",
          type,
          name,
          expressions: Object.fromEntries(
            Object.entries(change.after ?? {}).map(([key, value]) => [
              key,
              { constant_value: value },
            ]),
          ),
        })),
      },
    },
  };
  return parsePlan(JSON.stringify(document), "A random plan");
}

function resourceOf(type: string, index: number, pick: Pick) {
  const name = `r${index}`;
  const actions =
    [["update"], ["delete", "create"], ["create"], ["delete"], ["forget"]][pick(5)] ?? [];
  const exists = !actions.includes("create") || actions.includes("delete");
  const remains = actions.includes("create") || actions.includes("update");
  const place = { pick, isSecret: false, isOneSided: !exists || !remains };
  const { before, after, beforeMark, afterMark } = markedObject(templates[type] ?? {}, place);
  return {
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    change: {
      actions,
      before: exists ? (before as Json) : null,
      after: remains ? (after as Json) : null,
      before_sensitive: exists ? beforeMark : false,
      after_sensitive: remains ? afterMark : false,
      after_unknown: {},
      ...(actions.length === 2 ? { replace_paths: [["name"]] } : {}),
    },
  };
}

/** The same values in a state, which has marks of its own, or none. */
function stateOf(
  { address, type, name, change }: ReturnType<typeof resourceOf>,
  side: "before" | "after",
  pick: Pick,
) {
  const values = change[side];
  const sensitive_values = pick(2) === 0 ? change[`${side}_sensitive`] : {};
  return {
    address,
    mode: "managed",
    type,
    name,
    ...(values === null ? {} : { values, sensitive_values }),
  };
}

function marked(template: unknown, place: Place): Marked {
  const { pick, isSecret, isOneSided } = place;
  const marksHere = !isSecret && pick(4) === 0;
  const inner = { ...place, isSecret: isSecret || marksHere };
  const result = Array.isArray(template)
    ? markedList(template, inner)
    : isRecord(template)
      ? markedObject(template, inner)
      : markedLeaf(template, inner);
  if (!marksHere) return result;
  const sides = isOneSided ? 2 : pick(3);
  return { ...result, beforeMark: sides !== 0, afterMark: sides !== 1 };
}

function markedLeaf(template: unknown, { pick, isSecret }: Place): Marked {
  const number = pick(900) + 10;
  const next = pick(2) === 0 ? number + 1 : number;
  return {
    before: leaf(template, isSecret, number),
    after: leaf(template, isSecret, next),
    beforeMark: false,
    afterMark: false,
  };
}

function leaf(template: unknown, isSecret: boolean, number: number): unknown {
  const text = isSecret ? `canary-leaf-${number}` : `plain-text-${number}`;
  if (template === "TEXT") return text;
  if (template === "POLICY") return policy(text);
  if (typeof template === "number") return isSecret ? SECRET_NUMBER + number : number % 50;
  return isSecret ? text : template;
}

/** A list that loses its first element on one side, so that every mark by position is about another element. */
function markedList(template: readonly unknown[], place: Place): Marked {
  const shift = place.pick(3);
  const elements = template.map((each, index) =>
    marked(each, { ...place, isOneSided: place.isOneSided || (shift > 0 && index === 0) }),
  );
  const list = (side: keyof Marked, from: number) => elements.slice(from).map((each) => each[side]);
  return {
    before: list("before", shift === 1 ? 1 : 0),
    after: list("after", shift === 2 ? 1 : 0),
    beforeMark: list("beforeMark", shift === 1 ? 1 : 0),
    afterMark: list("afterMark", shift === 2 ? 1 : 0),
  };
}

function markedObject(template: Json, place: Place): Marked {
  const entries = Object.entries(template).map(
    ([key, each]) => [key, marked(each, place)] as const,
  );
  const side = (name: keyof Marked) =>
    Object.fromEntries(entries.map(([key, each]) => [key, each[name]]));
  return {
    before: side("before"),
    after: side("after"),
    beforeMark: side("beforeMark"),
    afterMark: side("afterMark"),
  };
}

/** The sensitive values in a text. */
export function secretsIn(text: string): string[] {
  return [...text.matchAll(/canary-[a-z]+-\d+|\b7310\d{3}\b/gi)].map(([found]) => found);
}
