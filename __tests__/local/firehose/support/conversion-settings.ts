/** Settings of a conversion to Parquet, as a delivery stream has them. */
export const CONVERSION_SETTINGS = {
  schema: {
    roleArn: "arn:role",
    region: "eu-west-1",
    catalogId: "123456789012",
    databaseName: "db",
    tableName: "t",
    versionId: "LATEST",
  },
  options: {},
  parquet: { compression: "SNAPPY", writerVersion: "V1" },
};
