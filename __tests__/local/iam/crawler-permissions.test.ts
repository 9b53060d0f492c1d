import type { AwsRequest } from "../../../local/gateway/aws-request";
import { jsonCall, restCall } from "./support/calls";
import { DeployedLake, keyArn, names } from "./support/deployed-lake";

const { lakeBucket, database: DatabaseName, table: TableName } = names;
const folder = names.dataPrefix.replace(/\/$/, "");
const object = `${names.dataPrefix}year=2026/month=11/day=23/hour=01/object.parquet`;
const group = { logGroupName: names.crawlerLogGroup };
const stream = { ...group, logStreamName: names.crawler };
const groupArn = `arn:aws:logs:us-east-1:123456789012:log-group:${names.crawlerLogGroup}`;

const table = (operation: string, input: object = {}) =>
  jsonCall("glue", operation, { DatabaseName, TableName, ...input });
const bucket = (query: string) => restCall("s3", `GET /${lakeBucket}?${query}`);
const key = (operation: string, input: object = {}, logGroup = groupArn) =>
  jsonCall("kms", operation, {
    KeyId: keyArn("log_key"),
    ...(operation === "DescribeKey" ? {} : { EncryptionContext: { "aws:logs:arn": logGroup } }),
    ...input,
  });

/**
 * Calls that AWS's pages have a crawler of one table make.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-prereqs.html
 * @see https://docs.aws.amazon.com/glue/latest/dg/create-service-policy.html
 * @see https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html
 * @see https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html
 */
const documented: Readonly<Record<string, AwsRequest>> = {
  "the region of the bucket": bucket("location"),
  "the access control list of the bucket": bucket("acl"),
  "the folder without its slash": bucket(`list-type=2&prefix=${folder}`),
  "the folder": bucket(`list-type=2&prefix=${names.dataPrefix}&delimiter=%2F`),
  "an object": restCall("s3", `GET /${lakeBucket}/${object}`),
  "the size of an object": restCall("s3", `HEAD /${lakeBucket}/${object}`),
  "the object that is the folder": restCall("s3", `GET /${lakeBucket}/${names.dataPrefix}`),
  "the object of the folder without its slash": restCall("s3", `HEAD /${lakeBucket}/${folder}`),
  "the database": jsonCall("glue", "GetDatabase", { Name: DatabaseName }),
  "the table": jsonCall("glue", "GetTable", { DatabaseName, Name: TableName }),
  "a version of the table": table("GetTableVersion", { VersionId: "1" }),
  "the versions of the table": table("GetTableVersions"),
  "an update of the table": jsonCall("glue", "UpdateTable", {
    DatabaseName,
    TableInput: { Name: TableName },
  }),
  ...Object.fromEntries(
    ["GetPartition", "GetPartitions", "BatchGetPartition", "CreatePartition", "UpdatePartition"]
      .concat("BatchCreatePartition", "BatchUpdatePartition")
      .map((operation) => [operation, table(operation)]),
  ),
  "the security configuration": jsonCall("glue", "GetSecurityConfiguration", {
    Name: names.crawlerSecurityConfiguration,
  }),
  "a log group": jsonCall("logs", "CreateLogGroup", group),
  "the key of the log group": jsonCall("logs", "AssociateKmsKey", {
    ...group,
    kmsKeyId: keyArn("log_key"),
  }),
  "a log stream": jsonCall("logs", "CreateLogStream", stream),
  "log lines": jsonCall("logs", "PutLogEvents", { ...stream, logEvents: [] }),
  "encryption of the log group": key("Encrypt"),
  "decryption of the log group": key("Decrypt"),
  "a data key of the log group": key("GenerateDataKey"),
  "a data key without plain text": key("GenerateDataKeyWithoutPlaintext"),
  "the key's description": key("DescribeKey"),
};

/** What one of the pages has, and the role of one table does without. */
const leftOut: Readonly<Record<string, AwsRequest>> = {
  "all buckets, since the table says where its objects are": restCall("s3", "GET /"),
  "writing objects, since only crawlers of other data stores write": restCall(
    "s3",
    `PUT /${lakeBucket}/${object}`,
  ),
  "new tables, since the table is there": jsonCall("glue", "CreateTable", {
    DatabaseName,
    TableInput: { Name: "other" },
  }),
  "an index, since the configuration asks for none": table("CreatePartitionIndex"),
};

/** What belongs to others. */
const foreign: Readonly<Record<string, AwsRequest>> = {
  "the folder of a dataset whose name begins alike": restCall(
    "s3",
    `GET /${lakeBucket}/${folder}_2/`,
  ),
  "another table": jsonCall("glue", "UpdateTable", {
    DatabaseName,
    TableInput: { Name: `${TableName}_errors` },
  }),
  "another log group": jsonCall("logs", "CreateLogGroup", {
    logGroupName: `${names.crawlerLogGroup}-2`,
  }),
  "the key for another log group": key("Decrypt", {}, groupArn.replace(/[^/]+$/, "other")),
  "the key without a log group": key("Decrypt", { EncryptionContext: {} }),
};

describe("the role of the crawler", () => {
  const denial = async (call: AwsRequest | undefined) => {
    if (call === undefined) throw new Error("There is no such call");
    const lake = new DeployedLake();
    expect(await lake.assume("crawler")).toBeUndefined();
    return lake.denial("crawler", call);
  };

  it.each(Object.keys(documented))("may do what AWS documents: %s", async (name) => {
    expect(await denial(documented[name])).toBeUndefined();
  });

  it.each(Object.keys(leftOut))("does without %s", async (name) => {
    expect(await denial(leftOut[name])).toMatch(/not authorized|AccessDenied/);
  });

  it.each(Object.keys(foreign))("has no access to %s", async (name) => {
    expect(await denial(foreign[name])).toMatch(/not authorized|AccessDenied/);
  });
});
