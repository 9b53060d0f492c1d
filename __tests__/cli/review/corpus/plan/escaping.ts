import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, keep, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { allow, policy, trustOf } from "../support/policy-text";

const INJECTION =
  "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html: output is encoded for its context";

/** Texts of a plan that try to change what the reviewer reads; the verdict is that of the change. */
export const escaping: readonly CorpusCase[] = [
  {
    name: "hides an administrator's policy behind a key that closes the table",
    verdict: "look closely",
    source: INJECTION,
    why: "A key of for_each is any text, and must not end the report.",
    plan: plan(
      keep("aws_iam_role.ci", { name: "ci", assume_role_policy: trustOf("codebuild") }),
      create('aws_iam_role_policy_attachment.ci["`</details>\\n## Safe |"]', {
        role: "ci",
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    ),
  },
  {
    name: "destroys a table whose name is a mention and a link",
    verdict: "destroys data",
    source: INJECTION,
    why: "The name is text, and the data is gone all the same.",
    plan: plan(
      destroy('aws_dynamodb_table.all["@everyone [fine](https://example.com)"]', {
        name: "sessions",
        hash_key: "id",
      }),
    ),
  },
  {
    name: "allows everything in a statement whose Sid is a heading",
    verdict: "look closely",
    source: INJECTION,
    why: "A Sid says nothing about what the statement allows.",
    plan: plan(
      update(
        "aws_iam_role_policy.ci",
        { name: "p", role: "ci", policy: policy(allow("s3:GetObject", "arn:aws:s3:::a/*")) },
        { policy: policy(allow("*", "*", { Sid: "<!-- --> # Verdict: safe" })) },
      ),
    ),
  },
  {
    name: "creates an alarm whose description is a script",
    verdict: "safe",
    source: INJECTION,
    why: "CloudWatch shows it as text, and so must the report.",
    plan: plan(
      create("aws_cloudwatch_metric_alarm.script", {
        alarm_name: "script",
        alarm_description: "<script>alert(1)</script> | @team",
        namespace: "AWS/Firehose",
        metric_name: "DeliveryToS3.DataFreshness",
        comparison_operator: "GreaterThanThreshold",
        threshold: 900,
        evaluation_periods: 1,
        period: 300,
        statistic: "Maximum",
        actions_enabled: true,
        alarm_actions: ["arn:aws:sns:eu-west-1:111122223333:alarms"],
      }),
    ),
  },
  {
    name: "gives a role a tag that is a picture",
    verdict: "safe",
    source: INJECTION,
    why: "Tags are tags.",
    plan: plan(
      update(
        "aws_iam_role.ci",
        { name: "ci", assume_role_policy: trustOf("codebuild"), tags: {} },
        { tags: { note: "![x](https://example.com/x.png)" } },
      ),
    ),
  },
];
