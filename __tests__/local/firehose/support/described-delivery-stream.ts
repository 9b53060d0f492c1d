import type {
  DeliveryStreamDescription,
  ExtendedS3DestinationDescription,
} from "@aws-sdk/client-firehose";

/** Role of the destination; those of the source and of the catalog end with `-source` and `-glue`. */
export const DELIVERY_ROLE = "arn:aws:iam::123456789012:role/delivery";

/** A delivery stream `events` as `DescribeDeliveryStream` returns it, with a bucket `lake` and the given settings. */
export function describedDeliveryStream(
  destination: Partial<ExtendedS3DestinationDescription>,
  rest: Partial<DeliveryStreamDescription> = {},
): DeliveryStreamDescription {
  return {
    DeliveryStreamName: "events",
    DeliveryStreamARN: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/events",
    DeliveryStreamStatus: "ACTIVE",
    DeliveryStreamType: "KinesisStreamAsSource",
    VersionId: "4",
    CreateTimestamp: new Date(1000),
    HasMoreDestinations: false,
    Source: {
      KinesisStreamSourceDescription: {
        KinesisStreamARN: "arn:stream",
        RoleARN: `${DELIVERY_ROLE}-source`,
      },
    },
    Destinations: [
      {
        DestinationId: "destinationId-000000000001",
        ExtendedS3DestinationDescription: {
          RoleARN: DELIVERY_ROLE,
          BucketARN: "arn:aws:s3:::lake",
          BufferingHints: undefined,
          CompressionFormat: undefined,
          EncryptionConfiguration: undefined,
          ...destination,
        },
      },
    ],
    ...rest,
  };
}
