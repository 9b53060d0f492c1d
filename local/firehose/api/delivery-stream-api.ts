import type { DeliveryStreamDescription } from "@aws-sdk/client-firehose";
import { isRecord } from "../../../errors/is-record";
import type { AwsRequest } from "../../gateway/aws-request";
import { parseReply, sameServiceCall } from "../../gateway/control-plane-call";
import { AwsServiceError, serveJson } from "../../gateway/emulated-service";
import type { Forward } from "../../gateway/emulated-service";
import { deployedDestination } from "../settings/deployed-settings";
import { identityOf } from "../settings/deployed-streams";
import type { DirectPutSource } from "../source/direct-put-source";
import { checkDirectPut, putRecord, putRecordBatch, readRecord, readRecords } from "./put-records";
import type { PutTarget } from "./put-records";

type Input = Readonly<Record<string, unknown>>;

/** Answers the calls of Firehose that the control plane can't: those that write records. */
export class DeliveryStreamApi {
  readonly operations: ReadonlySet<string> = new Set(["PutRecord", "PutRecordBatch"]);

  /** @param sourceOf where the records of a delivery stream wait, by its identity */
  constructor(private readonly sourceOf: (identity: string) => DirectPutSource) {}

  readonly handle = serveJson({
    PutRecord: async (input, request, forward) => {
      const data = readRecord(input);
      return putRecord(await this.target(input, request, forward), data);
    },
    PutRecordBatch: async (input, request, forward) => {
      const data = readRecords(input);
      return putRecordBatch(await this.target(input, request, forward), data);
    },
  });

  private async target(input: Input, request: AwsRequest, forward: Forward): Promise<PutTarget> {
    const description = await describeBy(input, request, forward);
    checkDirectPut(description);
    if (deployedDestination(description) === undefined) {
      throw new AwsServiceError(
        "InvalidArgumentException",
        "The embedded AWS delivers to Amazon S3 only; this delivery stream has another destination.",
      );
    }
    const { DeliveryStreamARN: arn, CreateTimestamp: createdAt } = description;
    return { description, source: this.sourceOf(identityOf(arn, createdAt)) };
  }
}

/**
 * Describes the delivery stream that a call names.
 *
 * @throws AwsServiceError ResourceNotFoundException, or ValidationException without a name
 */
async function describeBy(
  input: Input,
  request: AwsRequest,
  forward: Forward,
): Promise<DeliveryStreamDescription> {
  const { DeliveryStreamName: name } = input;
  if (typeof name !== "string" || !/^[\w.-]{1,64}$/.test(name)) {
    throw new AwsServiceError(
      "ValidationException",
      `1 validation error detected: Value ${JSON.stringify(name ?? null)} at 'deliveryStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+, with 1 to 64 characters`,
    );
  }
  const call = sameServiceCall(request, "DescribeDeliveryStream", { DeliveryStreamName: name });
  const { DeliveryStreamDescription: description } = parseReply(await forward(call));
  const { CreateTimestamp: seconds, ...rest } = isRecord(description) ? description : {};
  return {
    // The control plane answers with the form of the API; only its times are numbers.
    ...(rest as Omit<DeliveryStreamDescription, "CreateTimestamp">),
    ...(typeof seconds === "number"
      ? { CreateTimestamp: new Date(Math.round(seconds * 1000)) }
      : {}),
  };
}
