import { awsPartition } from "../../model/naming/aws-partition";
import { isRecord } from "../../errors/is-record";
import type { TerraformResource } from "../terraform/plan/terraform-resource";

/** Where a lake is deployed. */
export interface DeployedLocation {
  readonly region: string;
  readonly accountId: string;
}

/** A resource type of AWS's service authorization reference that resources of the lake have. */
export type AuthorizedType =
  | "alarm"
  | "alias"
  | "bucket"
  | "crawler"
  | "dashboard"
  | "database"
  | "deliverystream"
  | "function"
  | "key"
  | "kmsKey"
  | "log-group"
  /** As CloudWatch's own page names a log group, but for its tags. */
  | "log-group-contents"
  | "log-stream"
  | "object"
  | "role"
  | "rootcatalog"
  | "rule-on-default-event-bus"
  | "stream"
  | "table"
  | "topic"
  | "userdefinedfunction"
  | "workgroup";

/** ARNs of the resources of a stack, by resource type: exact names, except those of keys, whose ids are random. */
export function arnsByType(
  resources: readonly TerraformResource[],
  { region, accountId }: DeployedLocation,
): Readonly<Record<AuthorizedType, readonly string[]>> {
  const partition = awsPartition(region);
  const namesOf = (type: string, argument = "name") =>
    resources
      .filter((each) => each.type === type)
      .map(({ values }) => literal(values[argument], resources, accountId));
  const regional = (service: string, folder: string, names: readonly string[]) =>
    names.map((name) => `arn:${partition}:${service}:${region}:${accountId}:${folder}${name}`);
  const global = (service: string, folder: string, names: readonly string[]) =>
    names.map((name) => `arn:${partition}:${service}::${accountId}:${folder}${name}`);

  const databases = namesOf("aws_glue_catalog_database");
  const groups = regional("logs", "log-group:", namesOf("aws_cloudwatch_log_group"));
  const buckets = namesOf("aws_s3_bucket", "bucket").map((name) => `arn:${partition}:s3:::${name}`);
  const keys = regional("kms", "key/", ["*"]);
  return {
    alarm: regional("cloudwatch", "alarm:", namesOf("aws_cloudwatch_metric_alarm", "alarm_name")),
    alias: regional("kms", "", namesOf("aws_kms_alias")),
    bucket: buckets,
    crawler: regional("glue", "crawler/", namesOf("aws_glue_crawler")),
    dashboard: global(
      "cloudwatch",
      "dashboard/",
      namesOf("aws_cloudwatch_dashboard", "dashboard_name"),
    ),
    database: regional("glue", "database/", databases),
    deliverystream: regional(
      "firehose",
      "deliverystream/",
      namesOf("aws_kinesis_firehose_delivery_stream"),
    ),
    function: regional("lambda", "function:", namesOf("aws_lambda_function", "function_name")),
    key: keys,
    kmsKey: keys,
    "log-group": groups,
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    "log-group-contents": groups.map((group) => `${group}:*`),
    "log-stream": groups.map((group) => `${group}:log-stream:*`),
    object: buckets.map((bucket) => `${bucket}/*`),
    role: global("iam", "role/", namesOf("aws_iam_role")),
    rootcatalog: regional("glue", "catalog", [""]),
    "rule-on-default-event-bus": regional("events", "rule/", namesOf("aws_cloudwatch_event_rule")),
    stream: regional("kinesis", "stream/", namesOf("aws_kinesis_stream")),
    // The database is the lake's own, and Glue checks its deletion against everything in it.
    table: databases.flatMap((name) => regional("glue", "table/", [`${name}/*`])),
    topic: regional("sns", "", namesOf("aws_sns_topic")),
    userdefinedfunction: databases.flatMap((name) =>
      regional("glue", "userDefinedFunction/", [`${name}/*`]),
    ),
    workgroup: regional("athena", "workgroup/", namesOf("aws_athena_workgroup")),
  };
}

/** A name with the account in it, and the names of other resources that it refers to. */
export function literal(
  value: unknown,
  resources: readonly TerraformResource[],
  accountId: string,
): string {
  return String(value).replaceAll(/\$\{([^}]+)\}/g, (token: string, reference: string) => {
    if (/^data\.aws_caller_identity\.\w+\.account_id$/.test(reference)) return accountId;
    const [type, name, argument = ""] = reference.split(".");
    const named = resources.find(({ address }) => address === `${type}.${name}`);
    const found = isRecord(named?.values) ? named.values[argument] : undefined;
    if (typeof found !== "string" || found === token) {
      throw new Error(`${token} is not a name that the synthesized stack contains.`);
    }
    return literal(found, resources, accountId);
  });
}
