import type { AwsRequest } from "../../../local/gateway/aws-request";
import { ChangeTracker } from "../../../local/gateway/change-tracker";

function call(service: string, changes: Partial<AwsRequest>): AwsRequest {
  return {
    service,
    operation: "",
    region: "eu-west-1",
    accessKeyId: "analyst",
    method: "POST",
    url: "/",
    headers: { host: "127.0.0.1:4566" },
    body: Buffer.alloc(0),
    ...changes,
  };
}

const s3 = (method: string, url: string, host = "localhost:4566") =>
  call("s3", { method, url, headers: { host } });
const json = (service: string, operation: string) => call(service, { operation });

const SCOPES = ["s3/lake", "s3/raw", "glue", "athena"] as const;

describe("the changes of calls", () => {
  it.each([
    ["an object that is put", s3("PUT", "/lake/data/x"), ["s3/lake"]],
    ["an object that is copied", s3("PUT", "/lake/data/x?x-id=CopyObject"), ["s3/lake"]],
    ["objects that are deleted", s3("POST", "/lake?delete"), ["s3/lake"]],
    ["a bucket that is deleted", s3("DELETE", "/lake"), ["s3/lake"]],
    ["an object of another bucket", s3("PUT", "/raw/lake/x"), ["s3/raw"]],
    ["an object put by a number for a host", s3("PUT", "/lake/x", "127.0.0.1"), ["s3/lake"]],
    ["an object put by a bucket's host", s3("PUT", "/x", "lake.localhost:4566"), SCOPES],
    ["an object of a bucket in other letters", s3("PUT", "/l%61ke/data/x"), SCOPES],
    ["a call of no bucket", s3("PUT", "/"), SCOPES],
    ["an object that is read", s3("GET", "/lake/data/x"), []],
    ["an object that is looked at", s3("HEAD", "/lake/data/x"), []],
    ["a table that is changed", json("glue", "UpdateTable"), ["glue"]],
    ["partitions that are registered", json("glue", "BatchCreatePartition"), ["glue"]],
    ["a table that is read", json("glue", "GetTable"), []],
    ["partitions that are read", json("glue", "BatchGetPartition"), []],
    ["a workgroup that is deleted", json("athena", "DeleteWorkGroup"), ["athena"]],
    ["a workgroup that is read", json("athena", "GetWorkGroup"), []],
    ["a CloudFormation stack", call("cloudformation", {}), SCOPES],
    ["a role's policy", call("iam", {}), SCOPES],
    ["a call that no one signed", call("", {}), SCOPES],
    ["records", json("kinesis", "PutRecords"), []],
    ["log lines, which may go on to a bucket", json("logs", "PutLogEvents"), SCOPES],
    ["log lines that are exported", json("logs", "CreateExportTask"), SCOPES],
    ["log lines that are read", json("logs", "GetLogEvents"), []],
    ["records for a delivery stream", json("firehose", "PutRecordBatch"), SCOPES],
    ["a delivery stream that is looked at", json("firehose", "DescribeDeliveryStream"), []],
  ])("counts %s", (_, change, changed) => {
    const changes = new ChangeTracker();
    const before = SCOPES.map((scope) => changes.revision(scope));
    changes.record(change);
    expect(SCOPES.filter((scope, place) => changes.revision(scope) !== before[place])).toEqual(
      changed,
    );
  });
});
