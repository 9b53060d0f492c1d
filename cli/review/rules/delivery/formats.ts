import type { ArgumentRule } from "../arguments/argument-rule";
import { becomes, changed, lowered, redirected, turnedOff } from "../arguments/comparisons";

/** How data is written, and read again. */
export const formatRules: readonly ArgumentRule[] = [
  {
    id: "delivery/format",
    title: "Data is written in another form, or its backup is not kept",
    source:
      "https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html; https://docs.aws.amazon.com/firehose/latest/dev/create-destination.html",
    judges: {
      aws_kinesis_firehose_delivery_stream: {
        "extended_s3_configuration.data_format_conversion_configuration": changed,
        "extended_s3_configuration.compression_format": changed,
        "extended_s3_configuration.processing_configuration": changed,
        "extended_s3_configuration.dynamic_partitioning_configuration": changed,
        "extended_s3_configuration.s3_backup_mode": changed,
        "extended_s3_configuration.s3_backup_configuration": changed,
        "extended_s3_configuration.custom_time_zone": changed,
      },
    },
  },
  {
    id: "delivery/table",
    title: "A table reads other objects, or reads them in another way",
    source: "https://docs.aws.amazon.com/glue/latest/webapi/API_StorageDescriptor.html",
    judges: {
      aws_glue_catalog_table: {
        "storage_descriptor.location": changed,
        "storage_descriptor.additional_locations": changed,
        "storage_descriptor.input_format": changed,
        "storage_descriptor.output_format": changed,
        "storage_descriptor.ser_de_info": changed,
        "storage_descriptor.compressed": changed,
        "storage_descriptor.schema_reference": changed,
        "storage_descriptor.parameters": changed,
        "storage_descriptor.bucket_columns": changed,
        "storage_descriptor.number_of_buckets": changed,
        "storage_descriptor.sort_columns": changed,
        "storage_descriptor.skewed_info": changed,
        "storage_descriptor.stored_as_sub_directories": changed,
        table_type: changed,
        target_table: changed,
        view_original_text: changed,
        view_expanded_text: changed,
        open_table_format_input: changed,
      },
      aws_glue_catalog_database: {
        location_uri: changed,
        target_database: changed,
        federated_database: changed,
        create_table_default_permission: changed,
        parameters: changed,
      },
      aws_glue_partition: { storage_descriptor: changed, parameters: changed },
      aws_glue_classifier: {
        json_classifier: changed,
        csv_classifier: changed,
        grok_classifier: changed,
        xml_classifier: changed,
      },
      aws_glue_schema: { compatibility: changed, schema_definition: changed, data_format: changed },
    },
  },
  {
    id: "delivery/capacity",
    title: "A stream or a consumer can take less than before",
    source: "https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html",
    judges: {
      aws_kinesis_stream: {
        shard_count: lowered(),
        "stream_mode_details.stream_mode": redirected(),
      },
      aws_lambda_function: {
        reserved_concurrent_executions: lowered({ unset: -1, unlimited: -1 }),
      },
      aws_lambda_provisioned_concurrency_config: { provisioned_concurrent_executions: lowered() },
      aws_lambda_event_source_mapping: { "scaling_config.maximum_concurrency": redirected() },
      aws_dynamodb_table: {
        billing_mode: becomes("PROVISIONED"),
        "on_demand_throughput.max_read_request_units": redirected("or set"),
        "on_demand_throughput.max_write_request_units": redirected("or set"),
        read_capacity: lowered({ unlimited: 0 }),
        write_capacity: lowered({ unlimited: 0 }),
      },
      aws_sqs_queue: { max_message_size: lowered({ unset: 262_144 }), delay_seconds: changed },
      aws_ecs_service: { desired_count: lowered() },
      aws_autoscaling_group: {
        min_size: lowered(),
        max_size: lowered(),
        desired_capacity: lowered(),
      },
      aws_appautoscaling_target: { min_capacity: lowered(), max_capacity: lowered() },
    },
  },
  {
    id: "delivery/disabled",
    title: "Something that moves data stops",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html",
    judges: {
      aws_lambda_event_source_mapping: { enabled: turnedOff("on") },
      aws_cloudwatch_event_rule: { state: turnedOff("on"), is_enabled: turnedOff("on") },
      aws_scheduler_schedule: { state: turnedOff("on") },
      aws_pipes_pipe: {
        desired_state: (before, after) =>
          after.includes("STOPPED") && !before.includes("STOPPED")
            ? { verb: "stops by" }
            : undefined,
      },
      aws_glue_trigger: { enabled: turnedOff("on"), start_on_creation: turnedOff() },
      aws_iot_topic_rule: { enabled: turnedOff("on") },
      aws_dms_replication_task: { start_replication_task: turnedOff() },
      aws_dms_replication_config: { start_replication: turnedOff() },
      aws_dynamodb_table: { stream_enabled: turnedOff() },
      aws_datasync_task: { schedule: redirected() },
      aws_s3_bucket_inventory: { enabled: turnedOff("on") },
      aws_timestreamwrite_table: { magnetic_store_write_properties: changed },
      aws_kinesisanalyticsv2_application: {
        start_application: turnedOff(),
        application_configuration: changed,
        service_execution_role: changed,
      },
      aws_sfn_state_machine: { definition: changed, role_arn: changed },
    },
  },
  {
    id: "delivery/foreign-code",
    title: "A function runs code of another account",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html",
    judges: { aws_lambda_function: { layers: fromOtherAccounts } },
  },
];

const ACCOUNT = /^arn:[\w-]+:lambda:[\w-]*:(\d{12}):/;

/** Layers of an account that no layer was of before; an update of a layer is an update of code. */
function fromOtherAccounts(before: readonly unknown[], after: readonly unknown[]) {
  const accounts = (layers: readonly unknown[]) =>
    layers.map((each) => ACCOUNT.exec(String(each))?.[1] ?? String(each));
  const known = new Set(accounts(before));
  return accounts(after).every((each) => known.has(each)) ? undefined : { verb: "adds to" };
}
