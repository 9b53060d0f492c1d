import type {
  CreateDeliveryStreamInput,
  DeliveryStreamEncryptionConfigurationInput,
} from "@aws-sdk/client-firehose";
import { checkDestination } from "./destination-rules";
import { checkIcebergDestination } from "./iceberg-rules";

/** The settings of a source, and the type of delivery stream that alone has them. */
const SOURCES = {
  KinesisStreamSourceConfiguration: "KinesisStreamAsSource",
  MSKSourceConfiguration: "MSKAsSource",
  DatabaseSourceConfiguration: "DatabaseAsSource",
} as const;

/**
 * The rules of CreateDeliveryStream that are broken and that no type of the API expresses, one line each.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html
 */
export function checkCreate(input: CreateDeliveryStreamInput): string[] {
  const destinations = Object.keys(input).filter((name) =>
    name.endsWith("DestinationConfiguration"),
  );
  const destination = input.ExtendedS3DestinationConfiguration ?? input.S3DestinationConfiguration;
  const { IcebergDestinationConfiguration: iceberg } = input;
  return [
    ...(destinations.length === 1
      ? []
      : [
          `Exactly one destination configuration is supported for a Firehose, received ${destinations.join(", ") || "none"}.`,
        ]),
    ...checkSource(input),
    ...(destination === undefined ? [] : checkDestination(destination)),
    ...(iceberg === undefined ? [] : checkIcebergDestination(iceberg)),
  ];
}

function checkSource(input: CreateDeliveryStreamInput): string[] {
  const { DeliveryStreamType: type = "DirectPut" } = input;
  const problems: string[] = [];
  for (const [settings, owner] of Object.entries(SOURCES)) {
    const isGiven = settings in input;
    if (isGiven && type !== owner) {
      problems.push(`${settings} is only applicable for ${owner} stream type, received ${type}.`);
    }
    if (!isGiven && type === owner) {
      problems.push(`${settings} must be given for ${owner} stream type.`);
    }
  }
  if (input.DirectPutSourceConfiguration !== undefined && type !== "DirectPut") {
    problems.push(
      `DirectPutSourceConfiguration is only applicable for DirectPut stream type, received ${type}.`,
    );
  }
  const { DeliveryStreamEncryptionConfigurationInput: encryption } = input;
  return encryption === undefined ? problems : [...problems, ...checkEncryption(encryption, type)];
}

/**
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_StartDeliveryStreamEncryption.html
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamEncryptionConfigurationInput.html
 */
function checkEncryption(
  { KeyType: keyType, KeyARN: keyArn }: DeliveryStreamEncryptionConfigurationInput,
  type: string,
): string[] {
  return [
    ...(type === "DirectPut"
      ? []
      : [
          `Server-side encryption is only applicable for DirectPut stream type, received ${type}: encrypt the source.`,
        ]),
    ...(keyType === "CUSTOMER_MANAGED_CMK" && keyArn === undefined
      ? ["KeyARN must be given for the key type CUSTOMER_MANAGED_CMK."]
      : []),
  ];
}
