import type { TerraformResource } from "../../../terraform/plan/terraform-resource";
import type { ReviewedChange, ReviewedPlan } from "../../plan/reviewed-plan";
import { isUnknownAt, textsAt, valuesAt } from "../../plan/values-at";
import type { ReviewRule, RuleMatch } from "../review-rule";
import { isManaged, isUsedBefore } from "./own-places";

/** Arguments of new resources that send data somewhere; what the plan manages, or creates, is the team's own. */
const destinations: Readonly<Record<string, readonly string[]>> = {
  aws_kinesis_firehose_delivery_stream: [
    "extended_s3_configuration.bucket_arn",
    "http_endpoint_configuration.url",
    "splunk_configuration.hec_endpoint",
    "redshift_configuration.cluster_jdbcurl",
    "snowflake_configuration.account_url",
    "opensearch_configuration.domain_arn",
    "opensearch_configuration.cluster_endpoint",
    "opensearchserverless_configuration.collection_endpoint",
    "elasticsearch_configuration.domain_arn",
    "elasticsearch_configuration.cluster_endpoint",
    "iceberg_configuration.catalog_arn",
  ],
  aws_s3_bucket_replication_configuration: ["rule.destination.bucket"],
  aws_s3_bucket_inventory: ["destination.bucket.bucket_arn"],
  aws_s3_bucket_notification: [
    "lambda_function.lambda_function_arn",
    "queue.queue_arn",
    "topic.topic_arn",
  ],
  aws_cloudwatch_log_subscription_filter: ["destination_arn"],
  aws_cloudwatch_log_destination: ["target_arn"],
  aws_cloudwatch_event_target: ["arn"],
  aws_cloudwatch_event_api_destination: ["invocation_endpoint"],
  aws_cloudwatch_metric_stream: ["firehose_arn"],
  aws_dynamodb_kinesis_streaming_destination: ["stream_arn"],
  aws_dynamodb_table_export: ["s3_bucket"],
  aws_rds_export_task: ["s3_bucket_name"],
  aws_pipes_pipe: ["target"],
  aws_s3_object_copy: ["bucket"],
  aws_dms_replication_task: ["target_endpoint_arn"],
  aws_dms_replication_config: ["target_endpoint_arn"],
  aws_datasync_task: ["destination_location_arn"],
  aws_scheduler_schedule: ["target.arn"],
  aws_qldb_stream: ["kinesis_configuration.stream_arn"],
  aws_lambda_function_event_invoke_config: [
    "destination_config.on_failure.destination",
    "destination_config.on_success.destination",
  ],
};

/** A new resource that sends data to what this plan does not manage. */
export const newDestinations: ReviewRule = {
  id: "delivery/new-destination",
  title: "Data is sent to a place that this plan does not manage",
  source:
    "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#cross-account-delivery-s3",
  level: "look closely",
  find: (plan) =>
    plan.changes
      .filter(({ kind }) => kind === "create" || kind === "replace")
      .flatMap((change) =>
        (destinations[change.type] ?? []).flatMap((path) => unmanaged(plan, change, path)),
      ),
};

/** A new subscription that leaves AWS, or goes to another account than its topic. */
export const newSubscriptions: ReviewRule = {
  id: "delivery/new-subscription",
  title: "Messages of a topic are sent to another account, or to a web address",
  source: "https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html",
  level: "look closely",
  find: (plan) =>
    plan.changes
      .filter(({ type, kind }) => type === "aws_sns_topic_subscription" && kind === "create")
      .flatMap((change): RuleMatch[] => {
        const protocol = String(change.after?.protocol);
        if (/^(email|email-json|sms|application)$/.test(protocol)) return [];
        return unmanaged(plan, change, "endpoint");
      }),
};

function unmanaged(plan: ReviewedPlan, change: ReviewedChange, path: string): RuleMatch[] {
  const { address, after, unknown } = change;
  // What exists has an address that a plan knows: an unknown one is of a resource that the plan creates.
  if (isUnknownAt(unknown, path) && valuesAt(after, path).length === 0) return [];
  const resources = [...plan.planned, ...plan.prior].filter((each) => each.address !== address);
  const isOwn = (value: string) =>
    isOfOwnAccount(resources, value) ||
    isManaged(plan, address, value) ||
    isUsedBefore(plan, value);
  return textsAt(after, path).every(isOwn)
    ? []
    : [{ address, message: `sends data by ${path} to what this plan does not manage` }];
}

const ARN_ACCOUNT = /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/;

/**
 * Whether an ARN is of an account that resources of the plan are in. Where none has an ARN yet, only a function is taken for
 * the own account's: it must allow the call.
 */
function isOfOwnAccount(resources: readonly TerraformResource[], value: string): boolean {
  const account = ARN_ACCOUNT.exec(value)?.[1];
  if (account === undefined) return false;
  const own = resources.flatMap(({ type, values }) =>
    type === "aws_cloudwatch_event_target" ? [] : (ARN_ACCOUNT.exec(String(values.arn))?.[1] ?? []),
  );
  return own.length === 0 ? value.includes(":lambda:") : own.includes(account);
}
