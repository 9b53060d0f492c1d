import { ownValue } from "../../../formats/own-value";
import { PACKAGE_REQUEST_BYTES } from "./lambda-operations";

/** How a service's calls are written, in AWS's words for its protocols. */
export type Protocol = "json" | "query" | "rest-json" | "rest-xml";

/** A service that the endpoint answers for. */
export interface PipelineService {
  /** Its protocols; CloudWatch has two, of which an SDK speaks one. */
  readonly protocols: readonly Protocol[];
  /** What stands before the operation in `X-Amz-Target`, of a service that speaks JSON. */
  readonly target?: string;
  /** Greatest body of a call, in bytes; operations that take less or more have their own. */
  readonly maximumBodyBytes: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * All that answers: the services that the stack, Terraform's provider, the `lake` command and the emulated services
 * call, by their signing names. Calls of all others are refused, see {@link ACCESS_VARIABLES} for a way through. Of
 * Lambda only the listed operations answer, see `lambda-operations.ts`.
 *
 * AWS documents what a call may hold, not how long its body may be. Bytes become a third longer in base64, and text up to
 * three times in a form, hence the limits here are the documented ones with room for that.
 */
const SERVICES: Readonly<Record<string, PipelineService>> = {
  // A query has 262,144 bytes, https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
  athena: { protocols: ["json"], target: "AmazonAthena", maximumBodyBytes: 2 * MIB },
  events: { protocols: ["json"], target: "AWSEvents", maximumBodyBytes: 2 * MIB },
  // PutRecordBatch takes 4 MiB, https://docs.aws.amazon.com/firehose/latest/dev/limits.html
  firehose: { protocols: ["json"], target: "Firehose_20150804", maximumBodyBytes: 6 * MIB },
  // A hundred partitions a call, each with all columns of its table.
  glue: { protocols: ["json"], target: "AWSGlue", maximumBodyBytes: 16 * MIB },
  iam: { protocols: ["query"], maximumBodyBytes: MIB },
  // PutRecords takes 10 MiB, https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
  kinesis: { protocols: ["json"], target: "Kinesis_20131202", maximumBodyBytes: 15 * MIB },
  kms: { protocols: ["json"], target: "TrentService", maximumBodyBytes: 256 * KIB },
  // A deployment package; its other calls are smaller.
  lambda: { protocols: ["rest-json"], maximumBodyBytes: PACKAGE_REQUEST_BYTES },
  // PutLogEvents takes 1 MiB in up to 10,000 events, each a JSON object.
  logs: { protocols: ["json"], target: "Logs_20140328", maximumBodyBytes: 6 * MIB },
  // PutMetricData takes 1 MB, in a form too.
  monitoring: {
    protocols: ["json", "query"],
    target: "GraniteServiceVersion20100801",
    maximumBodyBytes: 4 * MIB,
  },
  // One upload, https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html
  s3: { protocols: ["rest-xml"], maximumBodyBytes: 5 * 1024 * MIB },
  // A message has 256 KiB.
  sns: { protocols: ["query"], maximumBodyBytes: MIB },
  sts: { protocols: ["query"], maximumBodyBytes: 256 * KIB },
};

/** Greatest body of a service that only the user's settings let through, in bytes. */
export const PASSTHROUGH_MAXIMUM_BODY_BYTES = 16 * MIB;

/** A service of the pipeline by its signing name. */
export function pipelineService(name: string): PipelineService | undefined {
  return ownValue(SERVICES, name);
}

/** Signing names of the services that answer, in order of the alphabet. */
export const PIPELINE_SERVICES: readonly string[] = Object.keys(SERVICES);
