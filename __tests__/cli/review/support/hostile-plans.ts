import { parsePlan } from "../../../../cli/terraform/plan/terraform-plan";
import type { TerraformPlan } from "../../../../cli/terraform/plan/terraform-plan";
import { anyCharacter } from "../../../support/random/any-character";
import fc from "../../../support/random/seeded-fast-check";

/** Texts that have a meaning in Markdown, in GitHub's dialect of it, in HTML, in SVG or in a terminal. */
const meaningful = [
  "@octocat",
  "#1",
  "GH-1",
  "octo/repo#1",
  "octo@d670460b4b4aece5915caf5c68d12f560a9fe3e4",
  "d670460b4b4aece5915caf5c68d12f560a9fe3e4",
  "defaced",
  "https://evil.example/a?b=c",
  "www.evil.example",
  "http://[::1]/",
  "mailto:a@b.example",
  "a@b.example",
  "<https://evil.example>",
  "<a@b.example>",
  "[text](https://evil.example)",
  "![image](https://evil.example/a.png)",
  "[ref]: https://evil.example",
  "[ref]",
  "[^1]",
  "[^1]: note",
  "[x] done",
  "- [ ] todo",
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "<!-- comment",
  "-->",
  "</details>",
  "<details><summary>x",
  "</summary>",
  "</svg>",
  "]]>",
  "<![CDATA[",
  "<?xml ?>",
  "&lt;b&gt;",
  "&#64;octocat",
  "&amp;",
  "`",
  "``",
  "```",
  "````\n# heading",
  "~~~",
  "`code`",
  "|",
  "\\|",
  "\\\\|",
  "a | b | c",
  "|---|---|",
  "\\",
  "\\`",
  "*",
  "**bold**",
  "_em_",
  "__strong__",
  "~~gone~~",
  "# heading",
  "> quote",
  "- item",
  "1. item",
  "1)",
  "+ item",
  "---",
  "***",
  "===",
  "    code",
  "\tcode",
  "\n",
  "\n\n# heading\n\n",
  "\r\n",
  "\r",
  "\u0085",
  "\u2028# heading",
  "\u000b",
  "\u202egnp",
  "\u2066x\u2069",
  "\u200b",
  "\u0000",
  "\u001b[2J",
  "\u0007",
  ":tada:",
  ":+1:",
  "$x^2$",
  "$$\nx\n$$",
  "$`x`$",
  "\ud800",
  "\ufffe",
  "!",
  "!!",
  "(",
  ")",
  ")(",
  '"',
  "'",
  "''",
  "",
  " ",
  "${jndi:ldap://x}",
  "%0A",
  "::set-output name=a::b",
  "javascript:alert(1)",
  "data:text/html,x",
  "10.",
  "a.b",
  "x".repeat(300),
];

/** Those texts, parts of them in any order, and any text. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...meaningful),
  fc
    .tuple(
      fc.array(fc.constantFrom(...meaningful, "word", "some words"), {
        minLength: 2,
        maxLength: 4,
      }),
      fc.constantFrom("", " ", "\n"),
    )
    .map(([parts, between]) => parts.join(between)),
  fc.string({ unit: anyCharacter, maxLength: 12 }),
);

/** Plans with a hostile text wherever a plan may have a text: names, keys, values, policies, schemas and messages. */
export const hostilePlans: fc.Arbitrary<TerraformPlan> = fc
  .array(hostileText, { minLength: 12, maxLength: 24 })
  .map((texts) => {
    let next = 0;
    return hostilePlan(() => texts[next++ % texts.length] ?? "");
  });

function hostilePlan(text: () => string): TerraformPlan {
  const change = (type: string, before: object | null, after: object | null, rest: object = {}) => {
    const both = before !== null && after !== null;
    return {
      address: `${type}.${text()}["${text()}"]`,
      mode: "managed",
      type,
      name: text(),
      change: {
        actions: both ? ["update"] : before === null ? ["create"] : ["delete"],
        before,
        after,
        ...rest,
      },
    };
  };
  const policy = () =>
    JSON.stringify({
      Statement: [
        {
          Sid: text(),
          Effect: "Allow",
          Action: [text(), "*"],
          Resource: ["*", text()],
          Principal: { AWS: ["*", text()], [text()]: text() },
        },
        {
          Effect: "Deny",
          Action: text(),
          Resource: text(),
          Condition: { [text()]: { [text()]: text() } },
        },
      ],
    });
  const table = () => ({
    name: text(),
    parameters: { "projection.day.range": text() },
    partition_keys: [{ name: text(), type: text() }],
    storage_descriptor: [
      {
        columns: [
          { name: text(), type: text() },
          { name: "id", type: text() },
        ],
      },
    ],
  });
  const replaced = { actions: ["delete", "create"], replace_paths: [[text(), 0, text()]] };
  const changes = [
    change("aws_iam_policy", { policy: policy() }, { policy: policy() }),
    change("aws_iam_role_policy", null, { policy: policy() }),
    change("aws_glue_catalog_table", table(), table()),
    change("aws_kinesis_stream", { name: text() }, { name: text() }, replaced),
    change("aws_s3_bucket", { bucket: text() }, null),
    change(text(), { [text()]: text(), n: { [text()]: text() } }, { [text()]: text(), n: {} }),
    { ...change("aws_kms_key", {}, {}, { actions: ["no-op"] }), previous_address: text() },
    change("aws_sqs_queue", { name: text() }, null, { actions: ["forget"] }),
    {
      ...change("aws_kinesis_stream", { name: text() }, { name: text() }, replaced),
      action_reason: "replace_because_tainted",
    },
    change("aws_lambda_function", { handler: text() }, { handler: text() }, { actions: [text()] }),
  ];
  return parsePlan(
    JSON.stringify({
      format_version: "1.2",
      resource_changes: changes,
      resource_drift: changes.slice(0, 2),
      planned_values: {
        root_module: {
          resources: changes.map(({ address, type, change: { after } }) => ({
            address,
            mode: "managed",
            type,
            name: "r",
            ...(after === null ? {} : { values: after }),
          })),
        },
      },
      output_changes: { [text()]: { actions: ["update"], before: text(), after: text() } },
      checks: [
        {
          address: { kind: "check", to_display: text() },
          status: "fail",
          instances: [
            { address: { to_display: text() }, status: "fail", problems: [{ message: text() }] },
          ],
        },
      ],
      complete: false,
      deferred_changes: [{ reason: text(), resource_change: changes[0] }],
    }),
    "A hostile plan",
  );
}
