import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusCase } from "../support/corpus-case";
import { create, update } from "../support/plan-changes";
import { plan } from "../support/corpus-plan";
import { ACCOUNT, OTHER_ACCOUNT, allowTo, policy } from "../support/policy-text";

const everybody = policy(allowTo("*", "*", { Resource: "*" }));
const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;

/** A resource that an argument of its own opens or lays bare. */
type Row = readonly [
  name: string,
  address: string,
  before: Values,
  changed: Values,
  source: string,
  why: string,
];

const rows: readonly Row[] = [
  [
    "opens a queue by its own policy argument",
    "aws_sqs_queue.jobs",
    { name: "jobs", sqs_managed_sse_enabled: true, policy: "" },
    { policy: everybody },
    "checkov CKV_AWS_168: no queue policy allows every principal",
    "Everybody reads and forges messages.",
  ],
  [
    "opens a topic by its own policy argument",
    "aws_sns_topic.orders",
    { name: "orders", kms_master_key_id: key, policy: "" },
    { policy: everybody },
    "checkov CKV_AWS_169: no topic policy allows every principal",
    "Everybody subscribes.",
  ],
  [
    "opens a secret by its own policy argument",
    "aws_secretsmanager_secret.database",
    { name: "database", recovery_window_in_days: 30, policy: "" },
    { policy: everybody },
    "IAM Access Analyzer: a secret that everybody can read is reported",
    "Everybody reads the password.",
  ],
  [
    "opens a bucket by its older ACL argument",
    "aws_s3_bucket.lake",
    { bucket: "lake-events", force_destroy: false, acl: "private" },
    { acl: "public-read-write" },
    "checkov CKV_AWS_57: no bucket has an ACL that lets everyone write",
    "Everybody reads and writes.",
  ],
  [
    "opens a bucket by its older policy argument",
    "aws_s3_bucket.lake",
    { bucket: "lake-events", force_destroy: false, policy: "" },
    { policy: everybody },
    "checkov CKV_AWS_70: no bucket policy allows every principal",
    "Everybody reads.",
  ],
  [
    "opens a search domain by its own policy argument",
    "aws_opensearch_domain.search",
    { domain_name: "search", access_policies: "" },
    { access_policies: everybody },
    "checkov CKV_AWS_317 and Prowler opensearch_service_domains_not_publicly_accessible",
    "Everybody reads and deletes indexes.",
  ],
  [
    "stops encrypting a queue",
    "aws_sqs_queue.jobs",
    { name: "jobs", sqs_managed_sse_enabled: true },
    { sqs_managed_sse_enabled: false },
    "checkov CKV_AWS_27: queues are encrypted",
    "Messages are stored in the clear.",
  ],
  [
    "stops encrypting a topic",
    "aws_sns_topic.orders",
    { name: "orders", kms_master_key_id: key },
    { kms_master_key_id: "" },
    "checkov CKV_AWS_26: topics are encrypted",
    "Messages are stored in the clear.",
  ],
  [
    "stops encrypting a log group",
    "aws_cloudwatch_log_group.publisher",
    { name: "/publisher", retention_in_days: 365, kms_key_id: key },
    { kms_key_id: "" },
    "checkov CKV_AWS_158: log groups are encrypted",
    "New events are stored without the key.",
  ],
  [
    "stops encrypting variables of a function",
    "aws_lambda_function.publisher",
    { function_name: "publisher", kms_key_arn: key },
    { kms_key_arn: "" },
    "checkov CKV_AWS_173: variables of functions are encrypted",
    "Who may read the function reads its variables.",
  ],
  [
    "takes a function out of the private network",
    "aws_lambda_function.publisher",
    {
      function_name: "publisher",
      vpc_config: [{ subnet_ids: ["subnet-1"], security_group_ids: ["sg-1"] }],
    },
    { vpc_config: [] },
    "checkov CKV_AWS_117: functions are in a network",
    "It reaches the internet, past the network's rules.",
  ],
  [
    "changes where a function sends events by a variable",
    "aws_lambda_function.publisher",
    { function_name: "publisher", environment: [{ variables: { STREAM: "events" } }] },
    { environment: [{ variables: { STREAM: "events-copy" } }] },
    "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
    "Events no longer arrive where they are expected.",
  ],
  [
    "lets clients of a Kafka cluster speak without encryption",
    "aws_msk_cluster.bus",
    {
      cluster_name: "bus",
      encryption_info: [{ encryption_in_transit: [{ client_broker: "TLS" }] }],
    },
    { encryption_info: [{ encryption_in_transit: [{ client_broker: "PLAINTEXT" }] }] },
    "checkov CKV_AWS_81: clusters of MSK encrypt in transit",
    "Events are readable on the way.",
  ],
  [
    "lets clients of a search domain use plain HTTP",
    "aws_opensearch_domain.search",
    { domain_name: "search", domain_endpoint_options: [{ enforce_https: true }] },
    { domain_endpoint_options: [{ enforce_https: false }] },
    "checkov CKV_AWS_83: domains enforce HTTPS",
    "Documents are readable on the way.",
  ],
  [
    "lets everything through a web application firewall that blocked it",
    "aws_wafv2_web_acl.site",
    { name: "site", scope: "REGIONAL", default_action: [{ block: [{}], allow: [] }] },
    { default_action: [{ block: [], allow: [{}] }] },
    "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-default-action.html",
    "What no rule names gets in.",
  ],
  [
    "stores a secret parameter in the clear",
    "aws_ssm_parameter.token",
    { name: "/token", type: "SecureString" },
    { type: "String" },
    "checkov CKV2_AWS_34: parameters are encrypted",
    "Who may read parameters no longer needs the key.",
  ],
  [
    "sends results of queries into another bucket",
    "aws_athena_workgroup.lake",
    {
      name: "lake",
      configuration: [
        {
          enforce_workgroup_configuration: true,
          result_configuration: [{ output_location: "s3://lake-results/" }],
        },
      ],
    },
    {
      configuration: [
        {
          enforce_workgroup_configuration: true,
          result_configuration: [{ output_location: "s3://somebody-elses-bucket/" }],
        },
      ],
    },
    "https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html",
    "Every result of every analyst goes there.",
  ],
  [
    "raises how much a query may scan a thousandfold",
    "aws_athena_workgroup.lake",
    {
      name: "lake",
      configuration: [
        { enforce_workgroup_configuration: true, bytes_scanned_cutoff_per_query: 10737418240 },
      ],
    },
    {
      configuration: [
        { enforce_workgroup_configuration: true, bytes_scanned_cutoff_per_query: 10737418240000 },
      ],
    },
    "https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html",
    "One query can cost $50.",
  ],
];

/** Arguments that open a resource, and new resources that open another. */
export const openArguments: readonly CorpusCase[] = [
  ...rows.map(([name, address, before, changed, source, why]): CorpusCase => ({
    name,
    verdict: "look closely",
    source,
    why,
    plan: plan(update(address, before, changed)),
  })),
  {
    name: "lets everybody use a layer of functions",
    verdict: "look closely",
    source:
      "Prowler awslambda_layer_version_not_publicly_accessible and https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html",
    why: "The code of the layer is public.",
    plan: plan(
      create("aws_lambda_layer_version_permission.all", {
        layer_name: "common",
        version_number: 7,
        statement_id: "all",
        principal: "*",
        action: "lambda:GetLayerVersion",
      }),
    ),
  },
  {
    name: "lets another account write into logs",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html: destination policies",
    why: "Logs of another account come in, and cost.",
    plan: plan(
      create("aws_cloudwatch_log_destination_policy.partner", {
        destination_name: "central",
        access_policy: policy(
          allowTo({ AWS: OTHER_ACCOUNT }, "logs:PutSubscriptionFilter", { Resource: "*" }),
        ),
      }),
    ),
  },
  {
    name: "copies logs of a group to another account",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html",
    why: "Everything that is logged leaves the account.",
    plan: plan(
      create("aws_cloudwatch_log_subscription_filter.partner", {
        name: "partner",
        log_group_name: "/publisher",
        filter_pattern: "",
        destination_arn: `arn:aws:logs:eu-west-1:${OTHER_ACCOUNT}:destination:collector`,
      }),
    ),
  },
  {
    name: "connects the network with another account's",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
    why: "Machines of another account can reach ours.",
    plan: plan(
      create("aws_vpc_peering_connection.partner", {
        vpc_id: "vpc-1",
        peer_vpc_id: "vpc-9",
        peer_owner_id: OTHER_ACCOUNT,
      }),
    ),
  },
  {
    name: "lets pages of every site read a bucket",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html: AllowedOrigin *",
    why: "A page that a signed-in user opens reads with his rights.",
    plan: plan(
      create("aws_s3_bucket_cors_configuration.lake", {
        bucket: "lake-events",
        cors_rule: [{ allowed_origins: ["*"], allowed_methods: ["GET", "PUT"] }],
      }),
    ),
  },
];
