import { ownValue } from "../../../formats/own-value";
import { PACKAGE_REQUEST_BYTES } from "./lambda-operations";

/** Protocols, by AWS's names. */
export type Protocol = "json" | "query" | "rest-json" | "rest-xml";

/** A service that the endpoint supports. */
export interface PipelineService {
  /** Its protocols; CloudWatch has two, of which an SDK uses one. */
  readonly protocols: readonly Protocol[];
  /** Prefix of the operation in `X-Amz-Target`, for JSON services. */
  readonly target?: string;
  /** Maximum size of a request body in bytes; some operations have their own limit. */
  readonly maximumBodyBytes: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * The supported services, by signing name: those that the stack, Terraform's provider, the `lake` command and the
 * emulated services call. Calls to others are rejected unless `ACCESS_VARIABLES` allow them. Of Lambda only the
 * operations in `lambda-operations.ts` are supported.
 *
 * AWS documents limits of the content, not of the body. Base64 adds a third and URL encoding up to two thirds of the
 * size, so these limits are the documented ones with room for that.
 */
const SERVICES: Readonly<Record<string, PipelineService>> = {
  // A query may have 262,144 bytes: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
  athena: { protocols: ["json"], target: "AmazonAthena", maximumBodyBytes: 2 * MIB },
  events: { protocols: ["json"], target: "AWSEvents", maximumBodyBytes: 2 * MIB },
  // PutRecordBatch accepts 4 MiB: https://docs.aws.amazon.com/firehose/latest/dev/limits.html
  firehose: { protocols: ["json"], target: "Firehose_20150804", maximumBodyBytes: 6 * MIB },
  // A hundred partitions per call, each with all columns of its table.
  glue: { protocols: ["json"], target: "AWSGlue", maximumBodyBytes: 16 * MIB },
  iam: { protocols: ["query"], maximumBodyBytes: MIB },
  // PutRecords accepts 10 MiB: https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
  kinesis: { protocols: ["json"], target: "Kinesis_20131202", maximumBodyBytes: 15 * MIB },
  kms: { protocols: ["json"], target: "TrentService", maximumBodyBytes: 256 * KIB },
  // A deployment package; other calls are smaller.
  lambda: { protocols: ["rest-json"], maximumBodyBytes: PACKAGE_REQUEST_BYTES },
  // PutLogEvents accepts 1 MiB in up to 10,000 events, each a JSON object.
  logs: { protocols: ["json"], target: "Logs_20140328", maximumBodyBytes: 6 * MIB },
  // PutMetricData accepts 1 MB, also as a form.
  monitoring: {
    protocols: ["json", "query"],
    target: "GraniteServiceVersion20100801",
    maximumBodyBytes: 4 * MIB,
  },
  // A single upload: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html
  s3: { protocols: ["rest-xml"], maximumBodyBytes: 5 * 1024 * MIB },
  // A message may have 256 KiB.
  sns: { protocols: ["query"], maximumBodyBytes: MIB },
  sts: { protocols: ["query"], maximumBodyBytes: 256 * KIB },
};

/**
 * Maximum size of a document that a call of S3 sends, in bytes: bucket policies, settings, and lists of keys or parts, of
 * which ten thousand parts with their checksums are the longest.
 */
export const S3_DOCUMENT_BYTES = 2 * MIB;

/** Maximum size of a request body of a service that only the user's settings allow, in bytes. */
export const PASSTHROUGH_MAXIMUM_BODY_BYTES = 16 * MIB;

/** Finds a service by its signing name. */
export function pipelineService(name: string): PipelineService | undefined {
  return ownValue(SERVICES, name);
}

/** Signing names of the supported services, in alphabetical order. */
export const PIPELINE_SERVICES: readonly string[] = Object.keys(SERVICES);
