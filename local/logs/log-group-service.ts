import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { EmulatorContext } from "../emulator-context";
import type { AwsRequest } from "../gateway/aws-request";
import { AwsServiceError, serveJson } from "../gateway/emulated-service";
import type { EmulatedService } from "../gateway/emulated-service";

type Input = Readonly<Record<string, unknown>>;

const OPERATIONS = new Set(["AssociateKmsKey", "CreateExportTask", "PutSubscriptionFilter"]);

/** Of a subscription filter; moto looks for the stream among its own, and delivers into its own buckets. */
const UNREACHED_DESTINATION = /^arn:[^:]*:(?:kinesis|firehose):/;

/**
 * Serves AssociateKmsKey, as moto stores only the key with which a log group was created, and refuses what moto would
 * write into buckets and streams of its own, which no caller can read.
 */
export class LogGroupService implements EmulatedService {
  readonly service = "logs";
  readonly handle = serveJson({
    AssociateKmsKey: (input, { region }) => this.associateKey(region, input),
    CreateExportTask: () => Promise.reject(unsupported("the Logs operation CreateExportTask")),
    PutSubscriptionFilter: ({ destinationArn }) =>
      UNREACHED_DESTINATION.test(String(destinationArn))
        ? Promise.reject(unsupported(`subscription filters to ${String(destinationArn)}`))
        : Promise.resolve(undefined),
  });

  constructor(private readonly context: EmulatorContext) {}

  accepts({ operation }: AwsRequest): boolean {
    return OPERATIONS.has(operation);
  }

  private async associateKey(region: string, input: Input): Promise<object> {
    const { logGroupName, kmsKeyId } = input;
    if (typeof logGroupName !== "string" || typeof kmsKeyId !== "string") {
      throw new AwsServiceError(
        "InvalidParameterException",
        "AssociateKmsKey requires logGroupName and kmsKeyId.",
      );
    }
    const { logGroups = [] } = await this.context
      .clients(region)
      .logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
    const group = logGroups.find((each) => each.logGroupName === logGroupName);
    if (group === undefined) {
      throw new AwsServiceError(
        "ResourceNotFoundException",
        "The specified log group does not exist.",
      );
    }
    if (group.kmsKeyId === kmsKeyId) return {};
    throw new AwsServiceError(
      "InvalidParameterException",
      `The log group ${logGroupName} has ${group.kmsKeyId ?? "no key"}, which the embedded AWS can't change to ${kmsKeyId}, unlike AWS. Create the group with its key.`,
    );
  }
}

function unsupported(what: string): AwsServiceError {
  return new AwsServiceError(
    "UnknownOperationException",
    `The embedded AWS does not support ${what}`,
  );
}
