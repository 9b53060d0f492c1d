import { isOff, isOn, isOneOf, isSetOff } from "./exposing-setting";
import type { ExposingSetting } from "./exposing-setting";

const BLOCKS = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];
const EVERYWHERE = ["0.0.0.0/0", "::/0"];

/** Settings that open a resource to the internet. Each has a rule of checkov, or a page of AWS, at its line. */
export const publicSettings: readonly ExposingSetting[] = [
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html
  // Those of a bucket are judged by project/public-access-settings.
  ...BLOCKS.map((path) => ({
    types: ["aws_s3_account_public_access_block"],
    path,
    exposes: isOff,
    message: `does not ${path.replaceAll("_", " ")}`,
  })),
  ...BLOCKS.map((path) => ({
    types: ["aws_s3_access_point", "aws_s3control_multi_region_access_point"],
    path: "public_access_block_configuration." + path,
    exposes: isSetOff,
    message: `does not ${path.replaceAll("_", " ")}`,
  })),
  // checkov CKV2_AWS_65
  setting(
    ["aws_s3_bucket_ownership_controls"],
    "rule.object_ownership",
    isOneOf("ObjectWriter", "BucketOwnerPreferred"),
    "lets ACLs give access",
  ),
  // checkov CKV_AWS_20, CKV_AWS_57
  setting(
    [
      "aws_s3_bucket_acl",
      "aws_s3_bucket",
      "aws_s3_object",
      "aws_s3_object_copy",
      "aws_s3_bucket_object",
    ],
    "acl",
    isOneOf("public-read", "public-read-write", "authenticated-read"),
    "is open to everyone by its ACL",
  ),
  ...["access_control_policy.grant.grantee.uri", "grant.uri"].map((path) =>
    setting(
      ["aws_s3_bucket_acl", "aws_s3_bucket", "aws_s3_object_copy"],
      path,
      (texts) => texts.some((each) => /\/(?:AllUsers|AuthenticatedUsers)$/.test(each)),
      "is open to everyone by a grant of its ACL",
    ),
  ),
  // checkov CKV_AWS_258
  setting(
    ["aws_lambda_function_url"],
    "authorization_type",
    isOneOf("NONE"),
    "can be called by everyone: its URL needs no authorization",
  ),
  setting(
    ["aws_lambda_function_url"],
    "cors.allow_origins",
    isOneOf("*"),
    "answers pages of every origin",
  ),
  // checkov CKV_AWS_17, CKV_AWS_87, CKV_AWS_89, CKV_AWS_69
  setting(
    [
      "aws_db_instance",
      "aws_dms_replication_instance",
      "aws_docdb_cluster_instance",
      "aws_lightsail_database",
      "aws_mq_broker",
      "aws_neptune_cluster_instance",
      "aws_rds_cluster_instance",
      "aws_redshift_cluster",
      "aws_redshiftserverless_workgroup",
    ],
    "publicly_accessible",
    isOn,
    "has an address in the internet",
  ),
  setting(
    ["aws_msk_cluster"],
    "broker_node_group_info.connectivity_info.public_access.type",
    isOneOf("SERVICE_PROVIDED_EIPS"),
    "has brokers in the internet",
  ),
  // checkov CKV_AWS_137
  setting(
    ["aws_opensearch_domain", "aws_elasticsearch_domain"],
    "vpc_options.subnet_ids",
    (texts, { vpc_options }) =>
      texts.length === 0 &&
      (vpc_options === undefined || vpc_options === null || JSON.stringify(vpc_options) === "[]"),
    "is not in a VPC",
  ),
  // checkov CKV_AWS_38, CKV_AWS_39
  setting(
    ["aws_eks_cluster"],
    "vpc_config.endpoint_public_access",
    (texts) => !texts.includes("false"),
    "has its API in the internet",
  ),
  setting(
    ["aws_eks_cluster"],
    "vpc_config.public_access_cidrs",
    isOneOf(...EVERYWHERE),
    "has an API for every address",
  ),
  // checkov CKV_AWS_122
  setting(
    ["aws_sagemaker_notebook_instance"],
    "direct_internet_access",
    isOneOf("Enabled"),
    "has access to the internet",
  ),
  // checkov CKV_AWS_88, CKV_AWS_130
  setting(["aws_instance"], "associate_public_ip_address", isOn, "gets an address in the internet"),
  setting(
    ["aws_launch_configuration"],
    "associate_public_ip_address",
    isOn,
    "gives instances addresses in the internet",
  ),
  setting(
    ["aws_launch_template"],
    "network_interfaces.associate_public_ip_address",
    isOn,
    "gives instances addresses in the internet",
  ),
  setting(
    ["aws_subnet", "aws_default_subnet"],
    "map_public_ip_on_launch",
    isOn,
    "gives instances addresses in the internet",
  ),
  setting(
    ["aws_ecs_service"],
    "network_configuration.assign_public_ip",
    isOn,
    "gives tasks addresses in the internet",
  ),
  setting(["aws_lb", "aws_alb", "aws_elb"], "internal", isOff, "is reachable from the internet"),
  // checkov CKV_AWS_59, CKV_AWS_309
  setting(
    ["aws_api_gateway_method"],
    "authorization",
    (texts, { http_method }) => texts.includes("NONE") && http_method !== "OPTIONS",
    "can be called by everyone: it has no authorizer",
  ),
  setting(
    ["aws_apigatewayv2_route"],
    "authorization_type",
    (texts, { route_key }) =>
      (texts.length === 0 || texts.includes("NONE")) && !String(route_key).startsWith("OPTIONS "),
    "can be called by everyone: it has no authorizer",
  ),
  {
    ...setting(
      ["aws_api_gateway_rest_api"],
      "endpoint_configuration.types",
      isOneOf("REGIONAL", "EDGE"),
      "is reachable from the internet",
    ),
    // Whether a new one is open depends on its methods.
    acceptedInNew: true,
  },
  setting(
    ["aws_apigatewayv2_api"],
    "target",
    (texts) => texts.length > 0,
    "can be called by everyone: its default route has no authorizer",
  ),
  setting(
    ["aws_appsync_graphql_api"],
    "authentication_type",
    isOneOf("API_KEY"),
    "lets in everyone with an API key",
  ),
  setting(
    ["aws_appsync_graphql_api"],
    "additional_authentication_provider.authentication_type",
    isOneOf("API_KEY"),
    "lets in everyone with an API key",
  ),
  setting(
    ["aws_cognito_identity_pool"],
    "allow_unauthenticated_identities",
    isOn,
    "gives guests credentials",
  ),
  setting(
    ["aws_cognito_user_pool"],
    "admin_create_user_config.allow_admin_create_user_only",
    isSetOff,
    "lets everyone sign up",
  ),
  setting(
    ["aws_ram_resource_share"],
    "allow_external_principals",
    isOn,
    "can be shared with accounts outside of the organisation",
  ),
  setting(
    ["aws_vpc_endpoint_service"],
    "acceptance_required",
    isSetOff,
    "accepts connections without asking",
  ),
  setting(
    ["aws_ebs_snapshot_block_public_access"],
    "state",
    isOneOf("unblocked"),
    "lets snapshots be public",
  ),
  setting(
    ["aws_ec2_image_block_public_access"],
    "state",
    isOneOf("unblocked"),
    "lets images be public",
  ),
  setting(
    ["aws_emr_block_public_access_configuration"],
    "block_public_security_group_rules",
    isSetOff,
    "lets clusters be public",
  ),
  setting(
    ["aws_cloudfront_distribution"],
    "enabled",
    isOn,
    "publishes its origins in the internet",
  ),
  // checkov CKV_AWS_34
  ...["default_cache_behavior", "ordered_cache_behavior"].map((block) =>
    setting(
      ["aws_cloudfront_distribution"],
      `${block}.viewer_protocol_policy`,
      isOneOf("allow-all"),
      "accepts plain HTTP",
    ),
  ),
];

function setting(
  types: readonly string[],
  path: string,
  exposes: ExposingSetting["exposes"],
  message: string,
): ExposingSetting {
  return { types, path, exposes, message };
}
