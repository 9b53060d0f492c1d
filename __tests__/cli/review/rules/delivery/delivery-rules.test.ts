import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import { findingsOf, rulesOf } from "../../support/findings-of";

const s3 = (values: Values) => ({
  extended_s3_configuration: [{ bucket_arn: "arn:aws:s3:::lake", ...values }],
});
const workgroup = (values: Values) => ({ configuration: [values] });
const variables = (values: Values) => ({ environment: [{ variables: values }] });
const layer = (account: string, version: number) =>
  `arn:aws:lambda:eu-west-1:${account}:layer:tools:${version}`;

/** Rule, type, before, after, and what the message has. */
const redirected: readonly (readonly [string, string, Values | null, Values | null, string])[] = [
  [
    "delivery/destination",
    "aws_kinesis_firehose_delivery_stream",
    s3({}),
    s3({ bucket_arn: "arn:aws:s3:::other" }),
    "changes extended_s3_configuration.bucket_arn",
  ],
  [
    "delivery/destination",
    "aws_kinesis_firehose_delivery_stream",
    s3({ prefix: "a/" }),
    s3({ prefix: "b/" }),
    "changes extended_s3_configuration.prefix",
  ],
  [
    "delivery/destination",
    "aws_kinesis_firehose_delivery_stream",
    s3({}),
    { http_endpoint_configuration: [{ url: "https://example.com" }] },
    "sets http_endpoint_configuration",
  ],
  [
    "delivery/source",
    "aws_lambda_event_source_mapping",
    {},
    { filter_criteria: [{ filter: [{ pattern: "{}" }] }] },
    "sets filter_criteria",
  ],
  [
    "delivery/source",
    "aws_glue_crawler",
    { schedule: "cron(0 * * * ? *)" },
    { schedule: "" },
    "removes schedule",
  ],
  [
    "delivery/query-results",
    "aws_athena_workgroup",
    workgroup({ enforce_workgroup_configuration: true }),
    workgroup({ enforce_workgroup_configuration: false }),
    "turns off",
  ],
  [
    "delivery/query-results",
    "aws_athena_workgroup",
    workgroup({ bytes_scanned_cutoff_per_query: 10 }),
    workgroup({}),
    "from 10 to unlimited",
  ],
  [
    "delivery/query-results",
    "aws_athena_workgroup",
    workgroup({ result_configuration: [{ output_location: "s3://a/" }] }),
    workgroup({ result_configuration: [{ output_location: "s3://b/" }] }),
    "changes configuration.result_configuration",
  ],
  [
    "delivery/format",
    "aws_kinesis_firehose_delivery_stream",
    s3({ s3_backup_mode: "Enabled" }),
    s3({ s3_backup_mode: "Disabled" }),
    "changes extended_s3_configuration.s3_backup_mode",
  ],
  [
    "delivery/table",
    "aws_glue_catalog_table",
    { storage_descriptor: [{ location: "s3://a/" }] },
    { storage_descriptor: [{ location: "s3://b/" }] },
    "changes storage_descriptor.location",
  ],
  [
    "delivery/table-parameters",
    "aws_glue_catalog_table",
    { parameters: { "storage.location.template": "s3://a/" } },
    { parameters: { "storage.location.template": "s3://b/" } },
    "changes the parameter storage.location.template",
  ],
  [
    "delivery/capacity",
    "aws_lambda_function",
    {},
    { reserved_concurrent_executions: 0 },
    "from unlimited to 0",
  ],
  [
    "delivery/capacity",
    "aws_kinesis_stream",
    { stream_mode_details: [{ stream_mode: "ON_DEMAND" }] },
    { stream_mode_details: [{ stream_mode: "PROVISIONED" }] },
    "changes stream_mode_details.stream_mode",
  ],
  [
    "delivery/disabled",
    "aws_lambda_event_source_mapping",
    { enabled: true },
    { enabled: false },
    "turns off enabled",
  ],
  ["delivery/disabled", "aws_cloudwatch_event_rule", {}, { state: "DISABLED" }, "turns off state"],
  [
    "delivery/foreign-code",
    "aws_lambda_function",
    { layers: [layer("111111111111", 1)] },
    { layers: [layer("111111111111", 1), layer("222222222222", 1)] },
    "adds to layers",
  ],
  [
    "delivery/function-environment",
    "aws_lambda_function",
    variables({ STREAM_NAME: "a" }),
    variables({ STREAM_NAME: "b" }),
    "changes the variable STREAM_NAME",
  ],
  [
    "delivery/function-environment",
    "aws_lambda_function",
    variables({ TARGET: "https://a" }),
    variables({ TARGET: "https://b" }),
    "changes the variable TARGET",
  ],
  [
    "delivery/new-destination",
    "aws_kinesis_firehose_delivery_stream",
    null,
    s3({ bucket_arn: "arn:aws:s3:::other" }),
    "what this plan does not manage",
  ],
  [
    "delivery/new-destination",
    "aws_cloudwatch_event_target",
    null,
    { arn: "arn:aws:events:eu-west-1:222222222222:event-bus/other" },
    "what this plan does not manage",
  ],
  [
    "delivery/new-subscription",
    "aws_sns_topic_subscription",
    null,
    { protocol: "sqs", endpoint: "arn:aws:sqs:eu-west-1:222222222222:other" },
    "what this plan does not manage",
  ],
  [
    "delivery/new-destination",
    "aws_s3_object_copy",
    null,
    { bucket: "other", key: "a", source: "lake/a" },
    "what this plan does not manage",
  ],
  [
    "delivery/new-reader",
    "aws_lambda_event_source_mapping",
    null,
    {
      event_source_arn: "arn:aws:kinesis:eu-west-1:111111111111:stream/events",
      function_name: "arn:aws:lambda:eu-west-1:222222222222:function:other",
    },
    "a function of another account",
  ],
  ["delivery/new-code", "aws_lambda_function", null, { s3_bucket: "other" }, "(s3_bucket)"],
  [
    "delivery/new-code",
    "aws_lambda_function",
    null,
    { role: "arn:aws:iam::111111111111:role/a", layers: [layer("222222222222", 1)] },
    "a layer of another account",
  ],
  [
    "delivery/new-code",
    "aws_lambda_function",
    { image_uri: "111111111111.dkr.ecr.eu-west-1.amazonaws.com/a:1" },
    { image_uri: "222222222222.dkr.ecr.eu-west-1.amazonaws.com/a:2" },
    "an image of another account",
  ],
  [
    "delivery/new-code",
    "aws_glue_job",
    null,
    { command: [{ script_location: "s3://other/a.py" }] },
    "(command.script_location)",
  ],
  ["delivery/limits", "aws_sqs_queue", { visibility_timeout_seconds: 300 }, {}, "from 300 to 30"],
  ["delivery/limits", "aws_lambda_function", { timeout: 60 }, { timeout: 1 }, "from 60 to 1"],
  ["delivery/limits", "aws_lambda_function", { memory_size: 1024 }, {}, "from 1024 to 128"],
  ["delivery/limits", "aws_glue_job", { max_retries: 3 }, { max_retries: 0 }, "from 3 to 0"],
  ["delivery/limits", "aws_glue_job", { timeout: 60 }, { timeout: 1 }, "from 60 to 1"],
  [
    "delivery/limits",
    "aws_lb_target_group",
    { health_check: [{ matcher: "200" }] },
    { health_check: [{ matcher: "200-499" }] },
    "widens health_check.matcher",
  ],
  ["delivery/removed", "aws_lambda_event_source_mapping", {}, null, "no longer gets the records"],
];

const safe: readonly (readonly [string, Values | null, Values | null])[] = [
  [
    "aws_kinesis_firehose_delivery_stream",
    s3({ buffering_interval: 300 }),
    s3({ buffering_interval: 60 }),
  ],
  ["aws_lambda_event_source_mapping", { batch_size: 10 }, { batch_size: 100 }],
  ["aws_lambda_function", variables({ LOG_LEVEL: "info" }), variables({ LOG_LEVEL: "debug" })],
  [
    "aws_lambda_function",
    { layers: [layer("111111111111", 1)] },
    { layers: [layer("111111111111", 2)] },
  ],
  [
    "aws_lambda_function",
    { reserved_concurrent_executions: 1, memory_size: 128 },
    { reserved_concurrent_executions: 5, memory_size: 256 },
  ],
  [
    "aws_glue_catalog_table",
    { parameters: { comment: "a", "projection.day.range": "1,2" } },
    { parameters: { comment: "b", "projection.day.range": "1,3" } },
  ],
  [
    "aws_athena_workgroup",
    workgroup({ bytes_scanned_cutoff_per_query: 10 }),
    workgroup({ bytes_scanned_cutoff_per_query: 5 }),
  ],
  ["aws_sqs_queue", { visibility_timeout_seconds: 30 }, { visibility_timeout_seconds: 300 }],
  ["aws_lambda_function", { timeout: 3 }, { timeout: 60 }],
  ["aws_glue_job", { timeout: 60, max_retries: 0 }, { timeout: 90, max_retries: 2 }],
  [
    "aws_lb_target_group",
    { health_check: [{ matcher: "200-499", interval: 60 }] },
    { health_check: [{ matcher: "200,204", interval: 30 }] },
  ],
  [
    "aws_lambda_function",
    { image_uri: "111111111111.dkr.ecr.eu-west-1.amazonaws.com/a:1" },
    { image_uri: "111111111111.dkr.ecr.eu-west-1.amazonaws.com/a:2" },
  ],
  [
    "aws_lambda_event_source_mapping",
    null,
    {
      event_source_arn: "arn:aws:kinesis:eu-west-1:111111111111:stream/events",
      function_name: "consumer",
    },
  ],
  ["aws_sns_topic_subscription", null, { protocol: "email", endpoint: "team@example.com" }],
  [
    "aws_dynamodb_table",
    { read_capacity: 5, billing_mode: "PROVISIONED" },
    { read_capacity: 0, billing_mode: "PAY_PER_REQUEST" },
  ],
];

describe("what redirects data, changes its form, or stops it", () => {
  it.each(redirected)("%s finds it in %s: %j to %j", (rule, type, before, after, text) => {
    const found = findingsOf({ type, before, after }).filter((each) => each.rule === rule);
    expect(found.map(({ message }) => message).join("; ")).toContain(text);
  });

  it("has a case for every rule", () => {
    const tested = new Set(redirected.map(([rule]) => rule));
    expect(rulesOf("delivery").filter((id) => !tested.has(id))).toEqual([]);
  });

  it.each(safe)("is not the change of %s from %j to %j", (type, before, after) => {
    expect(findingsOf({ type, before, after })).toEqual([]);
  });

  it("is not a destination that the plan creates, or that has no address yet", () => {
    const rule = ({ rule: id }: { rule: string }) => id === "delivery/new-destination";
    expect(
      findingsOf({
        type: "aws_kinesis_firehose_delivery_stream",
        before: null,
        after: { extended_s3_configuration: [{}] },
        rest: { after_unknown: { extended_s3_configuration: [{ bucket_arn: true }] } },
      }).filter(rule),
    ).toEqual([]);
  });

  it("is a variable that is known only after apply", () => {
    expect(
      findingsOf({
        type: "aws_lambda_function",
        before: variables({ A: "1" }),
        after: variables({}),
        rest: { after_unknown: { environment: [{ variables: { A: true } }] } },
      }).map(({ rule }) => rule),
    ).toContain("delivery/function-environment");
  });
});
