import type {
  CreateDeliveryStreamInput,
  DeliveryStreamDescription,
  UpdateDestinationInput,
} from "@aws-sdk/client-firehose";
import { isRecord } from "../../../errors/is-record";
import type { ServiceModel } from "../../api-models/service-model";
import { validateCall } from "../../api-models/validate-call";
import type { AwsRequest } from "../../gateway/aws-request";
import { parseReply, sameServiceCall } from "../../gateway/control-plane-call";
import { AwsServiceError, serveJson } from "../../gateway/emulated-service";
import type { Forward } from "../../gateway/emulated-service";
import { deployedDestination, deployedIceberg } from "../settings/deployed-destination";
import { identityOf } from "../settings/deployed-streams";
import type { DirectPutSource } from "../source/direct-put-source";
import { checkCreate } from "./create-rules";
import { checkDirectPut, putRecord, putRecordBatch, readRecord, readRecords } from "./put-records";
import type { PutTarget } from "./put-records";
import { checkUpdate, checkVersion } from "./update-rules";

type Input = Readonly<Record<string, unknown>>;

/** Options of {@link DeliveryStreamApi}. */
export interface DeliveryStreamApiProps {
  /** Where the records of a delivery stream wait, by its identity. */
  readonly sourceOf: (identity: string) => DirectPutSource;
  /** The published model of Firehose. @default - calls that change a delivery stream are not held against it */
  readonly model?: (() => Promise<ServiceModel>) | undefined;
}

/**
 * Answers the calls of Firehose that the control plane can't: those that write records. Of the calls that the control
 * plane answers, it rejects those that AWS rejects.
 */
export class DeliveryStreamApi {
  readonly operations: ReadonlySet<string> = new Set([
    "PutRecord",
    "PutRecordBatch",
    "CreateDeliveryStream",
    "UpdateDestination",
    "TagDeliveryStream",
  ]);

  constructor(private readonly props: DeliveryStreamApiProps) {}

  readonly handle = serveJson({
    PutRecord: async (input, request, forward) => {
      const data = readRecord(input);
      return putRecord(await this.target(input, request, forward), data);
    },
    PutRecordBatch: async (input, request, forward) => {
      const data = readRecords(input);
      return putRecordBatch(await this.target(input, request, forward), data);
    },
    CreateDeliveryStream: async (input) => {
      await this.validate("CreateDeliveryStream", input);
      // The model has just been checked.
      rejectProblems(checkCreate(input as unknown as CreateDeliveryStreamInput));
    },
    UpdateDestination: async (input, request, forward) => {
      await this.validate("UpdateDestination", input);
      // The model has just been checked.
      const update = input as unknown as UpdateDestinationInput;
      const description = await describeBy(input, request, forward);
      checkVersion(description, update);
      rejectProblems(checkUpdate(description, update));
    },
    TagDeliveryStream: (input) => this.validate("TagDeliveryStream", input),
  });

  private async validate(operation: string, input: Input): Promise<void> {
    const model = await this.props.model?.();
    if (model !== undefined) validateCall(model, { service: "firehose", operation, input });
  }

  private async target(input: Input, request: AwsRequest, forward: Forward): Promise<PutTarget> {
    const description = await describeBy(input, request, forward);
    checkDirectPut(description);
    if ((deployedDestination(description) ?? deployedIceberg(description)) === undefined) {
      throw new AwsServiceError(
        "InvalidArgumentException",
        "The embedded AWS delivers to Amazon S3 and to Iceberg tables only; this delivery stream has another destination.",
      );
    }
    const { DeliveryStreamARN: arn, CreateTimestamp: createdAt } = description;
    return { description, source: this.props.sourceOf(identityOf(arn, createdAt)) };
  }
}

/** @throws AwsServiceError InvalidArgumentException if there is a problem */
function rejectProblems(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new AwsServiceError("InvalidArgumentException", problems.join(" "));
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
