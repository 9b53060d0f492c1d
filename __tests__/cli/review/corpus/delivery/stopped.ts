import type { CorpusCase } from "../support/corpus-case";
import { plan } from "../support/corpus-plan";
import { destroy, update } from "../support/plan-changes";

/** Plans after which queries or functions no longer find data. */
export const stopped: readonly CorpusCase[] = [
  {
    name: "lets a table look for its objects elsewhere",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html: storage.location.template",
    why: "Queries return nothing, without an error, if the objects are not there.",
    plan: plan(
      update(
        "aws_glue_catalog_table.events",
        {
          name: "events",
          database_name: "lake",
          parameters: { "storage.location.template": "s3://lake/events/${day}" },
        },
        { parameters: { "storage.location.template": "s3://lake/raw/${day}" } },
      ),
    ),
  },
  {
    name: "stops a function from reading a stream",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html: the mapping polls the source",
    why: "Records expire unread.",
    plan: plan(
      destroy("aws_lambda_event_source_mapping.enrich", {
        event_source_arn: "arn:aws:kinesis:eu-west-1:111122223333:stream/events",
        function_name: "enrich",
      }),
    ),
  },
];
