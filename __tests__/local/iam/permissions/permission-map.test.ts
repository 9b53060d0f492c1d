import type { AwsRequest } from "../../../../local/gateway/aws-request";
import { jsonCall, restCall, stsCall } from "../support/calls";
import { KEY, lines, needs } from "../support/needed-permissions";

const STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/events";
const iterator = Buffer.from("events:shardId-000000000000:0").toString("base64");
const shardsToken = Buffer.from('{"scope":"events","after":"shardId-000000000000"}').toString(
  "base64url",
);
const glue = (resource: string) => `arn:aws:glue:us-east-1:123456789012:${resource}`;
const logs = (stream: string) =>
  `arn:aws:logs:us-east-1:123456789012:log-group:/group:log-stream:${stream}`;
const athena = (name: string) => `arn:aws:athena:us-east-1:123456789012:workgroup/${name}`;
const lambda = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

describe("the permissions of JSON calls", () => {
  const table = { DatabaseName: "DB", TableName: "T" };
  const ofTable = [glue("catalog"), glue("database/db"), glue("table/db/t")];
  const delivery = "arn:aws:firehose:us-east-1:123456789012:deliverystream/d";

  it.each<[AwsRequest, string[] | undefined]>([
    [
      jsonCall("kinesis", "PutRecords", { StreamARN: STREAM }),
      [`kinesis:PutRecords ${STREAM}`, `kms:GenerateDataKey ${KEY}`],
    ],
    [
      jsonCall("kinesis", "PutRecord", { StreamName: "open" }),
      [`kinesis:PutRecord ${STREAM.replace("events", "open")}`],
    ],
    [
      jsonCall("kinesis", "GetRecords", { ShardIterator: iterator }),
      [`kinesis:GetRecords ${STREAM}`, `kms:Decrypt ${KEY}`],
    ],
    [
      jsonCall("kinesis", "GetShardIterator", { StreamName: "events" }),
      [`kinesis:GetShardIterator ${STREAM}`],
    ],
    [jsonCall("kinesis", "ListStreams"), ["kinesis:ListStreams *"]],
    [
      jsonCall("kinesis", "SubscribeToShard", { ConsumerARN: `${STREAM}/consumer/c:1` }),
      [`kinesis:SubscribeToShard ${STREAM}/consumer/c:1`, `kms:Decrypt ${KEY}`],
    ],
    [
      jsonCall("kinesis", "ListShards", { NextToken: shardsToken }),
      [`kinesis:ListShards ${STREAM}`],
    ],
    [
      jsonCall("kinesis", "TagResource", { ResourceARN: `${STREAM}/consumer/c:1` }),
      [`kinesis:TagResource ${STREAM}/consumer/c:1`],
    ],
    [jsonCall("kinesis", "UpdateAccountSettings"), ["kinesis:UpdateAccountSettings *"]],
    [jsonCall("kinesis", "Invent"), undefined],
    [
      jsonCall("glue", "GetTable", { DatabaseName: "DB", Name: "T" }),
      ofTable.map((arn) => `glue:GetTable ${arn}`),
    ],
    [
      jsonCall("glue", "BatchCreatePartition", table),
      ofTable.map((arn) => `glue:BatchCreatePartition ${arn}`),
    ],
    [
      jsonCall("glue", "UpdateTable", { DatabaseName: "db", TableInput: { Name: "t" } }),
      ofTable.map((arn) => `glue:UpdateTable ${arn}`),
    ],
    [
      jsonCall("glue", "GetTables", { DatabaseName: "db" }),
      [
        `glue:GetTables ${glue("catalog")}`,
        `glue:GetTables ${glue("database/db")}`,
        `glue:GetTables ${glue("table/db/*")}`,
      ],
    ],
    [
      jsonCall("glue", "SearchTables", { SearchText: "x" }),
      [
        `glue:SearchTables ${glue("catalog")}`,
        `glue:SearchTables ${glue("database/*")}`,
        `glue:SearchTables ${glue("table/*/*")}`,
      ],
    ],
    [
      jsonCall("glue", "GetDatabase", { Name: "db" }),
      [`glue:GetDatabase ${glue("catalog")}`, `glue:GetDatabase ${glue("database/db")}`],
    ],
    [jsonCall("glue", "StartCrawler", { Name: "c" }), [`glue:StartCrawler ${glue("crawler/c")}`]],
    [jsonCall("glue", "CreateJob"), undefined],
    [
      jsonCall("logs", "PutLogEvents", { logGroupName: "/group", logStreamName: "s" }),
      [`logs:PutLogEvents ${logs("s")}`],
    ],
    [
      jsonCall("logs", "CreateLogStream", { logGroupName: "/group", logStreamName: "s" }),
      [`logs:CreateLogStream ${logs("s")}`],
    ],
    [
      jsonCall("logs", "CreateLogGroup", { logGroupName: "/group" }),
      [`logs:CreateLogGroup ${logs("")}`],
    ],
    [
      jsonCall("logs", "DescribeLogStreams", {
        logGroupIdentifier: "arn:aws:logs:us-east-1:123456789012:log-group:/group",
      }),
      [`logs:DescribeLogStreams ${logs("")}`],
    ],
    [jsonCall("logs", "PutDestination"), undefined],
    [
      jsonCall("firehose", "PutRecordBatch", { DeliveryStreamName: "d" }),
      [`firehose:PutRecordBatch ${delivery}`],
    ],
    [jsonCall("firehose", "ListDeliveryStreams"), ["firehose:ListDeliveryStreams *"]],
    [jsonCall("firehose", "CreateDeliveryStream"), undefined],
    [
      jsonCall("athena", "StartQueryExecution", { WorkGroup: "w" }),
      [`athena:StartQueryExecution ${athena("w")}`],
    ],
    [
      jsonCall("athena", "StartQueryExecution"),
      [`athena:StartQueryExecution ${athena("primary")}`],
    ],
    [
      jsonCall("athena", "GetQueryResults", { QueryExecutionId: "q" }),
      [`athena:GetQueryResults ${athena("analysts")}`],
    ],
    [
      jsonCall("athena", "GetNamedQuery", { NamedQueryId: "n" }),
      [`athena:GetNamedQuery ${athena("saved")}`],
    ],
    [jsonCall("athena", "CreateWorkGroup"), undefined],
    [jsonCall("kms", "Decrypt", { KeyId: "customer" }), [`kms:Decrypt ${KEY}`]],
    [jsonCall("kms", "Decrypt", { CiphertextBlob: "AAAA" }), [`kms:Decrypt ${KEY}`]],
    [jsonCall("kms", "GenerateDataKey", { KeyId: "alias/aws/s3" }), []],
    [jsonCall("kms", "CreateKey"), undefined],
  ])("are known: $service $operation", async (request, expected) => {
    expect(await lines(request)).toEqual(expected);
  });

  it("are none for GetCallerIdentity, and unknown for other calls of STS", async () => {
    expect(await lines(stsCall({ Action: "GetCallerIdentity" }))).toEqual([]);
    expect(await lines(stsCall({ Action: "GetSessionToken" }))).toBeUndefined();
  });

  it("have the encryption context of a stream and of a call", async () => {
    const [, encryption] =
      (await needs(jsonCall("kinesis", "PutRecords", { StreamARN: STREAM }))) ?? [];
    expect(encryption?.context).toMatchObject({
      "kms:ViaService": "kinesis.us-east-1.amazonaws.com",
      "kms:EncryptionContext:aws:kinesis:arn": STREAM,
    });
    const decrypt = jsonCall("kms", "Decrypt", { KeyId: "k", EncryptionContext: { tenant: "a" } });
    expect((await needs(decrypt))?.[0]?.context).toEqual({
      "kms:EncryptionContext:tenant": "a",
      "kms:EncryptionContextKeys": ["tenant"],
    });
  });
});

describe("the permissions of Lambda's calls", () => {
  const functions = "/2015-03-31/functions";
  it.each<[string, string[] | undefined]>([
    [`POST ${functions}/f/invocations`, [`lambda:InvokeFunction ${lambda("f")}`]],
    [`POST ${functions}/f:live/invocations`, [`lambda:InvokeFunction ${lambda("f:live")}`]],
    [`GET ${functions}/f/configuration`, [`lambda:GetFunctionConfiguration ${lambda("f")}`]],
    [`POST ${functions}`, undefined],
    [`GET ${functions}/f/policy`, undefined],
  ])("are known: %s", async (line, expected) => {
    expect(await lines(restCall("lambda", line))).toEqual(expected);
  });
});
