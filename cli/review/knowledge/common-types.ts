import type { KnownTypes } from "./type-knowledge";

/** Arguments of commonly used types that weaken, expose, destroy and redirect nothing. */
export const commonTypes: KnownTypes = {
  aws_api_gateway_deployment: {
    harmless: ["description", "triggers", "created_date", "execution_arn", "invoke_url"],
  },
  aws_api_gateway_method: { harmless: ["operation_name", "request_models", "request_parameters"] },
  aws_api_gateway_resource: { harmless: ["path"] },
  aws_api_gateway_rest_api: {
    harmless: ["description", "created_date", "execution_arn", "root_resource_id", "name"],
  },
  aws_apigatewayv2_api: { harmless: ["description", "version", "name"] },
  aws_apigatewayv2_route: { harmless: ["operation_name"] },
  aws_autoscaling_group: {
    harmless: ["default_cooldown", "health_check_grace_period", "tag", "wait_for_capacity_timeout"],
  },
  aws_appautoscaling_policy: {
    harmless: ["target_tracking_scaling_policy_configuration", "step_scaling_policy_configuration"],
  },
  aws_cloudfront_distribution: {
    harmless: [
      "comment",
      "custom_error_response",
      "default_cache_behavior.compress",
      "default_cache_behavior.default_ttl",
      "default_cache_behavior.max_ttl",
      "default_cache_behavior.min_ttl",
      "default_root_object",
      "etag",
      "http_version",
      "is_ipv6_enabled",
      "last_modified_time",
      "ordered_cache_behavior.compress",
      "ordered_cache_behavior.default_ttl",
      "ordered_cache_behavior.max_ttl",
      "ordered_cache_behavior.min_ttl",
      "price_class",
      "status",
      "wait_for_deployment",
    ],
  },
  aws_ecs_cluster: { harmless: [] },
  aws_ecs_service: {
    harmless: [
      "deployment_maximum_percent",
      "deployment_minimum_healthy_percent",
      "force_new_deployment",
      "health_check_grace_period_seconds",
      "propagate_tags",
      "wait_for_steady_state",
    ],
  },
  aws_glue_connection: { harmless: ["description"] },
  aws_glue_job: {
    harmless: ["description", "max_capacity", "number_of_workers", "worker_type"],
  },
  aws_glue_trigger: { harmless: ["description", "state"] },
  aws_instance: { harmless: ["instance_state", "instance_type", "user_data_replace_on_change"] },
  aws_kms_alias: { harmless: ["name_prefix"] },
  aws_lambda_alias: { harmless: ["description", "function_version", "invoke_arn"] },
  aws_lambda_event_source_mapping: {
    harmless: [
      "batch_size",
      "last_modified",
      "last_processing_result",
      "maximum_batching_window_in_seconds",
      "parallelization_factor",
      "state",
      "state_transition_reason",
      "uuid",
    ],
  },
  aws_lambda_layer_version: {
    harmless: [
      "compatible_runtimes",
      "description",
      "filename",
      "source_code_hash",
      "source_code_size",
      "version",
      "created_date",
    ],
  },
  aws_lb: {
    harmless: [
      "arn_suffix",
      "dns_name",
      "enable_cross_zone_load_balancing",
      "enable_http2",
      "idle_timeout",
      "zone_id",
    ],
  },
  aws_lb_listener: { harmless: ["tcp_idle_timeout_seconds"] },
  aws_lb_target_group: {
    harmless: [
      "arn_suffix",
      "deregistration_delay",
      "health_check.healthy_threshold",
      "health_check.timeout",
      "load_balancing_algorithm_type",
      "slow_start",
      "stickiness",
    ],
  },
  aws_placement_group: { harmless: ["placement_group_id"] },
  aws_resourcegroups_group: { harmless: ["description", "name", "resource_query"] },
  aws_route53_health_check: { harmless: ["request_interval"] },
  aws_route_table_association: {},
  aws_s3_object: {
    harmless: [
      "cache_control",
      "content_language",
      "content_type",
      "metadata",
      "version_id",
      "etag",
    ],
  },
  aws_sfn_state_machine: {
    harmless: [
      "description",
      "creation_date",
      "revision_id",
      "status",
      "version_description",
      "state_machine_version_arn",
    ],
  },
  aws_sns_topic: { harmless: ["owner", "name_prefix", "signature_version", "tracing_config"] },
  aws_sqs_queue: {
    harmless: ["receive_wait_time_seconds", "url"],
  },
  aws_subnet: {
    harmless: [
      "enable_dns64",
      "enable_resource_name_dns_a_record_on_launch",
      "enable_resource_name_dns_aaaa_record_on_launch",
      "owner_id",
      "private_dns_hostname_type_on_launch",
    ],
  },
  aws_vpc: {
    harmless: [
      "enable_dns_hostnames",
      "enable_dns_support",
      "main_route_table_id",
      "owner_id",
      "default_network_acl_id",
      "default_route_table_id",
      "default_security_group_id",
      "dhcp_options_id",
    ],
  },
  aws_vpc_endpoint: {
    harmless: [
      "cidr_blocks",
      "dns_entry",
      "network_interface_ids",
      "owner_id",
      "prefix_list_id",
      "requester_managed",
      "state",
    ],
  },
};
