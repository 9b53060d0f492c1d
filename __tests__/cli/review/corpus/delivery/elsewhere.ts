import type { CorpusCase } from "../support/corpus-case";
import { plan } from "../support/corpus-plan";
import { create, keep, update } from "../support/plan-changes";
import { ACCOUNT, OTHER_ACCOUNT } from "../support/policy-text";

const own = keep("aws_kinesis_stream.events", {
  name: "events",
  arn: `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/events`,
});
const role = `arn:aws:iam::${ACCOUNT}:role/publisher`;
const image = (account: string, tag: string) =>
  `${account}.dkr.ecr.eu-west-1.amazonaws.com/publisher:${tag}`;
const check = { path: "/health", matcher: "200", interval: 30 };

/** Data that goes to strangers, their code, and less room for what moves data. */
export const elsewhere: readonly CorpusCase[] = [
  {
    name: "copies an object to a bucket that nobody here manages",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html",
    why: "Whoever owns that bucket has the data.",
    plan: plan(
      own,
      create("aws_s3_object_copy.report", { bucket: "theirs", key: "r", source: "lake/r" }),
    ),
  },
  {
    name: "lets a function of another account read the stream",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html",
    why: "Every event reaches somebody else's code.",
    plan: plan(
      own,
      create("aws_lambda_event_source_mapping.reader", {
        event_source_arn: `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/events`,
        function_name: `arn:aws:lambda:eu-west-1:${OTHER_ACCOUNT}:function:reader`,
      }),
    ),
  },
  {
    name: "changes a function to the image of another account",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-permissions",
    why: "Somebody else decides what runs with the function's permissions.",
    plan: plan(
      own,
      update(
        "aws_lambda_function.publisher",
        { function_name: "publisher", role, image_uri: image(ACCOUNT, "1") },
        { image_uri: image(OTHER_ACCOUNT, "1") },
      ),
    ),
  },
  {
    name: "releases a new image of a function",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/images-create.html",
    why: "The same repository holds it: an everyday release.",
    plan: plan(
      own,
      update(
        "aws_lambda_function.publisher",
        { function_name: "publisher", role, image_uri: image(ACCOUNT, "1") },
        { image_uri: image(ACCOUNT, "2") },
      ),
    ),
  },
  {
    name: "adds a job whose script is in a stranger's bucket",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html: ScriptLocation",
    why: "Whoever writes to that bucket runs code with the job's permissions.",
    plan: plan(
      own,
      create("aws_glue_job.report", {
        name: "report",
        role_arn: role,
        command: [{ script_location: "s3://theirs/a.py" }],
        security_configuration: "encrypted",
      }),
    ),
  },
  {
    name: "starts a state machine that deletes a bucket",
    verdict: "look closely",
    source: "https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html",
    why: "No resource of the plan shows what it will delete.",
    plan: plan(
      own,
      create("aws_sfn_state_machine.clean", {
        name: "clean",
        role_arn: role,
        definition: JSON.stringify({
          StartAt: "A",
          States: {
            A: { Type: "Task", Resource: "arn:aws:states:::aws-sdk:s3:deleteBucket", End: true },
          },
        }),
        logging_configuration: [{ level: "ALL" }],
        tracing_configuration: [{ enabled: true }],
      }),
    ),
  },
  {
    name: "adds a state machine that runs as an administrator",
    verdict: "look closely",
    source:
      "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/: iam:PassRole",
    why: "The role may do everything, and the plan shows nothing of it.",
    plan: plan(
      own,
      create("aws_sfn_state_machine.daily", {
        name: "daily",
        role_arn: `arn:aws:iam::${ACCOUNT}:role/Admin`,
        definition: JSON.stringify({ StartAt: "A", States: { A: { Type: "Succeed" } } }),
        logging_configuration: [{ level: "ALL" }],
        tracing_configuration: [{ enabled: true }],
      }),
    ),
  },
  {
    name: "hides messages of a queue for no time",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html",
    why: "Every message is worked on several times, until it counts as failed.",
    plan: plan(
      update(
        "aws_sqs_queue.jobs",
        { name: "jobs", sqs_managed_sse_enabled: true, visibility_timeout_seconds: 300 },
        { visibility_timeout_seconds: 0 },
      ),
    ),
  },
  {
    name: "takes errors of clients for health",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html: matcher",
    why: "Broken targets keep getting requests.",
    plan: plan(
      update(
        "aws_lb_target_group.api",
        { name: "api", health_check: [check] },
        { health_check: [{ ...check, matcher: "200-499" }] },
      ),
    ),
  },
  {
    name: "checks the health of targets more often",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html: interval",
    why: "Broken targets are found sooner.",
    plan: plan(
      update(
        "aws_lb_target_group.api",
        { name: "api", health_check: [check] },
        { health_check: [{ ...check, interval: 10 }] },
      ),
    ),
  },
];
