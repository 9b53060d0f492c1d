import type { CorpusCase } from "../support/corpus-case";
import { create, destroy, keep, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { trustOf } from "../support/policy-text";

const many = (count: number) => Array.from({ length: count }, (_, index) => index);

/** One dangerous change among many harmless ones. */
export const large: readonly CorpusCase[] = [
  {
    name: "changes tags of 500 queues, and opens a security group",
    verdict: "look closely",
    source: "tfsec aws-ec2-no-public-ingress-sgr",
    why: "The dangerous change is one of 501.",
    plan: plan(
      ...many(500).map((index) =>
        update(`aws_sqs_queue.jobs[${index}]`, { name: `jobs-${index}` }, { tags: { a: "b" } }),
      ),
      create("aws_vpc_security_group_ingress_rule.all", {
        security_group_id: "sg-1",
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "-1",
      }),
    ),
  },
  {
    name: "creates 200 alarms, and destroys a table",
    verdict: "destroys data",
    source:
      "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html: deletes a table and all of its items",
    why: "The worst change decides.",
    plan: plan(
      ...many(200).map((index) =>
        create(`aws_cloudwatch_metric_alarm.queue[${index}]`, {
          alarm_name: `queue-${index}`,
          namespace: "AWS/SQS",
          metric_name: "ApproximateAgeOfOldestMessage",
          comparison_operator: "GreaterThanThreshold",
          threshold: 900,
          evaluation_periods: 1,
          period: 300,
          statistic: "Maximum",
          actions_enabled: true,
          alarm_actions: ["arn:aws:sns:eu-west-1:111122223333:alarms"],
        }),
      ),
      destroy("aws_dynamodb_table.sessions", { name: "sessions", hash_key: "id" }),
    ),
  },
  {
    name: "changes tags of 300 resources of all kinds",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
    why: "A new tag of the whole team changes nothing else.",
    plan: plan(
      ...many(100).map((index) =>
        update(`aws_sqs_queue.jobs[${index}]`, { name: `jobs-${index}` }, { tags: { a: "b" } }),
      ),
      ...many(100).map((index) =>
        update(
          `aws_iam_role.jobs[${index}]`,
          { name: `jobs-${index}`, assume_role_policy: trustOf("lambda") },
          { tags: { a: "b" } },
        ),
      ),
      ...many(100).map((index) =>
        update(
          `aws_dynamodb_table.jobs[${index}]`,
          { name: `jobs-${index}`, hash_key: "id" },
          { tags: { a: "b" } },
        ),
      ),
    ),
  },
  {
    name: "changes tags of one resource among many that stay",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
    why: "One tag changes.",
    plan: plan(
      ...many(50).map((index) => keep(`aws_sqs_queue.jobs[${index}]`, { name: `jobs-${index}` })),
      update(
        "aws_dynamodb_table.sessions",
        { name: "sessions", hash_key: "id", tags: { cost: "1" } },
        { tags: { cost: "2" } },
      ),
    ),
  },
];
