/** Why resources of some types have no charge of their own. */
export interface FreeRule {
  readonly reason: string;
  readonly types: RegExp;
}

/** The rules; the first match gives the reason. */
const freeRules: readonly FreeRule[] = [
  {
    reason: "identities and permissions are free",
    types:
      /^aws_(iam_.*|lakeformation_.*|lambda_permission|kms_(alias|grant|key_policy)|sns_topic_policy|sqs_queue_policy|glue_resource_policy|kinesis_resource_policy|cloudwatch_log_resource_policy)$/,
  },
  {
    reason: "bucket settings; objects and requests are charged",
    types:
      /^aws_s3_bucket_(accelerate_configuration|acl|cors_configuration|lifecycle_configuration|logging|notification|object_lock_configuration|ownership_controls|policy|public_access_block|server_side_encryption_configuration|versioning)$/,
  },
  { reason: "account settings are free", types: /^aws_s3_account_public_access_block$/ },
  {
    reason: "definitions in the catalog and in Athena; their use is charged",
    types:
      /^aws_(glue_(catalog_database|security_configuration|partition_index|schema|registry)|athena_(named_query|prepared_statement|data_catalog))$/,
  },
  {
    reason: "parts of a log group; its ingested data is charged",
    types: /^aws_cloudwatch_(log_stream|log_subscription_filter|query_definition)$/,
  },
  {
    reason: "events of AWS services are free",
    types: /^aws_cloudwatch_event_(rule|target)$/,
  },
  {
    reason: "subscriptions of a topic; its notifications are charged",
    types: /^aws_sns_topic_subscription$/,
  },
  { reason: "not an AWS resource", types: /^(terraform_data|null_resource|random_.*|time_.*)$/ },
];

/** Why a type is free; undefined for a type without a rule. */
export function freeReason(type: string): string | undefined {
  return freeRules.find(({ types }) => types.test(type))?.reason;
}
