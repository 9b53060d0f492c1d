import type {
  DeliveryStreamDescription,
  ExtendedS3DestinationDescription,
  IcebergDestinationDescription,
} from "@aws-sdk/client-firehose";

/** Whether producers put the records of a delivery stream. */
export function isDirectPut({ DeliveryStreamType: type }: DeliveryStreamDescription): boolean {
  return type === undefined || type === "DirectPut";
}

/**
 * The S3 destination. One that was configured without the extended settings has the same description, with fewer
 * fields.
 */
export function deployedDestination({
  Destinations: [destination] = [],
}: DeliveryStreamDescription): ExtendedS3DestinationDescription | undefined {
  return destination?.ExtendedS3DestinationDescription ?? destination?.S3DestinationDescription;
}

/** The destination of Iceberg tables; undefined for a delivery stream with another. */
export function deployedIceberg({
  Destinations: [destination] = [],
}: DeliveryStreamDescription): IcebergDestinationDescription | undefined {
  return destination?.IcebergDestinationDescription;
}
