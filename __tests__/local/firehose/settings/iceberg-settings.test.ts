import { readIcebergDestination } from "../../../../local/firehose/settings/iceberg-settings";

const ERRORS = "errors/orders/!{firehose:error-output-type}/";

describe("the settings of an Iceberg destination", () => {
  // Version 5.100 of the Terraform provider sends an empty prefix of the table for none.
  it.each([
    [undefined, ERRORS],
    ["", ERRORS],
    ["own/", "own/"],
  ])("have the table's error prefix, or that of the bucket: %p", (own, expected) => {
    const { data } = readIcebergDestination({
      DestinationTableConfigurationList: [
        {
          DestinationDatabaseName: "db",
          DestinationTableName: "orders",
          ...(own === undefined ? {} : { S3ErrorOutputPrefix: own }),
        },
      ],
      S3DestinationDescription: {
        RoleARN: "arn:aws:iam::123456789012:role/delivery",
        BucketARN: "arn:aws:s3:::raw",
        BufferingHints: {},
        CompressionFormat: "UNCOMPRESSED",
        EncryptionConfiguration: {},
        ErrorOutputPrefix: ERRORS,
      },
    });
    expect(data.errorPrefix).toBe(expected);
  });
});
