/** Parts of the pipeline, in the order of the data flow; each is a folder of modules/. */
export const pipelineParts = [
  "streaming",
  "delivery",
  "data storage",
  "catalog",
  "crawler",
  "query",
  "monitoring",
  "shared",
] as const;

/** A part of the pipeline. */
export type PipelinePart = (typeof pipelineParts)[number];

/** By the name of a resource in this project; takes precedence over its type. */
const byName: readonly (readonly [RegExp, PipelinePart])[] = [
  [/crawler/, "crawler"],
  [/(^|_)(alarms?|dashboard|log_key|notifications?)(_|$)/, "monitoring"],
  [/delivery_stream/, "delivery"],
  [/publisher|event_stream|stream_key/, "streaming"],
  [/saved_quer|work_group|athena/, "query"],
  [/_table$|glue_database/, "catalog"],
  [/bucket/, "data storage"],
];

const byType: readonly (readonly [RegExp, PipelinePart])[] = [
  [/^aws_glue_crawler/, "crawler"],
  [/^aws_(cloudwatch|sns)_/, "monitoring"],
  [/^aws_kinesis_firehose_/, "delivery"],
  [/^aws_(kinesis|lambda)_/, "streaming"],
  [/^aws_athena_/, "query"],
  [/^aws_(glue|lakeformation)_/, "catalog"],
  [/^aws_s3_/, "data storage"],
];

/** The part that a resource belongs to. */
export function pipelinePartOf(type: string, name: string): PipelinePart {
  const named = byName.find(([pattern]) => pattern.test(name));
  const typed = byType.find(([pattern]) => pattern.test(type));
  return named?.[1] ?? typed?.[1] ?? "shared";
}
