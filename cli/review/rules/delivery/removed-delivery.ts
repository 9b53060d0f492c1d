import { removalRule } from "../arguments/removal-rule";

/** Resources that move data, and are destroyed. */
export const removedDelivery = removalRule({
  id: "delivery/removed",
  title: "What moves data is destroyed",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html",
  removes: {
    aws_lambda_event_source_mapping: "the function no longer gets the records of the source",
    aws_cloudwatch_event_rule: "what it starts no longer runs",
    aws_cloudwatch_event_target: "the target is no longer called",
    aws_scheduler_schedule: "what it starts no longer runs",
    aws_pipes_pipe: "the target no longer gets the records of the source",
    aws_s3_bucket_notification: "nobody is notified of new objects any more",
    aws_glue_crawler: "new partitions and columns are no longer found",
    aws_glue_trigger: "the jobs no longer start",
    aws_dms_replication_task: "changes are no longer copied",
    aws_dynamodb_kinesis_streaming_destination: "changes of the table are no longer sent",
    aws_cloudwatch_log_subscription_filter: "lines of the log group are no longer sent",
    aws_cloudwatch_metric_stream: "metrics are no longer sent",
    aws_lambda_permission: "a service may no longer call the function",
    aws_iot_topic_rule: "messages of devices are no longer sent",
    aws_appflow_flow: "the records of the source are no longer copied",
    aws_datasync_task: "files are no longer copied",
    aws_kinesis_stream_consumer: "what reads through the consumer stops",
  },
});
