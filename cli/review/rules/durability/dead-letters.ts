import type { ArgumentRule } from "../arguments/argument-rule";
import { eachOf, together } from "../arguments/argument-rule";
import { changed, lowered, redirected } from "../arguments/comparisons";

/** What happens to events that can't be processed. */
export const deadLetterRules: readonly ArgumentRule[] = [
  {
    id: "durability/dead-letters",
    title: "Events that fail are given up earlier, or are kept nowhere or elsewhere",
    source:
      "checkov CKV_AWS_116; https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    judges: together(
      {
        aws_sqs_queue: { redrive_policy: redirected() },
        aws_sqs_queue_redrive_policy: { redrive_policy: changed },
        aws_sns_topic_subscription: { redrive_policy: redirected(), delivery_policy: redirected() },
        aws_lambda_function: { "dead_letter_config.target_arn": redirected() },
        aws_lambda_function_event_invoke_config: {
          "destination_config.on_failure.destination": redirected(),
          maximum_event_age_in_seconds: lowered({ unset: 21_600 }),
          maximum_retry_attempts: lowered({ unset: 2 }),
        },
        aws_lambda_event_source_mapping: {
          "destination_config.on_failure.destination_arn": redirected(),
          maximum_record_age_in_seconds: lowered({ unset: -1, unlimited: -1 }),
          maximum_retry_attempts: lowered({ unset: -1, unlimited: -1 }),
          function_response_types: redirected(),
        },
        aws_cloudwatch_event_target: {
          "dead_letter_config.arn": redirected(),
          "retry_policy.maximum_event_age_in_seconds": lowered({ unset: 86_400 }),
          "retry_policy.maximum_retry_attempts": lowered({ unset: 185 }),
        },
        aws_scheduler_schedule: {
          "target.dead_letter_config.arn": redirected(),
          "target.retry_policy.maximum_event_age_in_seconds": lowered({ unset: 86_400 }),
          "target.retry_policy.maximum_retry_attempts": lowered({ unset: 185 }),
        },
        aws_pipes_pipe: {
          "source_parameters.kinesis_stream_parameters.dead_letter_config": redirected(),
          "source_parameters.dynamodb_stream_parameters.dead_letter_config": redirected(),
        },
        aws_cloudwatch_event_bus: { dead_letter_config: redirected() },
      },
      eachOf("aws_glue_crawler", {
        "s3_target.dlq_event_queue_arn": redirected(),
        "catalog_target.dlq_event_queue_arn": redirected(),
      }),
    ),
  },
];
