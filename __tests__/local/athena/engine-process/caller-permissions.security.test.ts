import { setTimeout as sleep } from "node:timers/promises";

import { GetQueryExecutionCommand, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateDatabaseCommand } from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";

import { AwsClients } from "../../../../local/aws-clients";
import { RunningEmulator } from "../../../support/emulator/running-emulator";

describe("a query with enforced permissions", () => {
  let emulator: RunningEmulator;

  beforeAll(async () => {
    emulator = await RunningEmulator.start(true);
    await emulator.clients.s3.send(new CreateBucketCommand({ Bucket: "results" }));
  }, 60_000);
  afterAll(() => emulator?.stop());

  /** Clients of a role that is allowed only these actions. */
  async function clientsOfRole(name: string, actions: readonly string[]): Promise<AwsClients> {
    const { iam, sts } = emulator.clients;
    const document = (statement: object) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
    const { Role: role } = await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: document({ Principal: { AWS: "*" }, Action: "sts:AssumeRole" }),
      }),
    );
    const policy = document({ Action: actions, Resource: "*" });
    await iam.send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName: "own", PolicyDocument: policy }),
    );
    const { Credentials: issued } = await sts.send(
      new AssumeRoleCommand({ RoleArn: role?.Arn, RoleSessionName: "test" }),
    );
    const { region, endpointUrl } = emulator;
    return new AwsClients({
      region,
      endpointUrl,
      credentials: {
        accessKeyId: issued?.AccessKeyId ?? "",
        secretAccessKey: issued?.SecretAccessKey ?? "",
        sessionToken: issued?.SessionToken ?? "",
      },
    });
  }

  async function run({ athena }: AwsClients, sql = "SELECT 1"): Promise<string> {
    const { QueryExecutionId: id } = await athena.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        ResultConfiguration: { OutputLocation: "s3://results/" },
      }),
    );
    for (;;) {
      const { QueryExecution: execution } = await athena.send(
        new GetQueryExecutionCommand({ QueryExecutionId: id }),
      );
      const { State: state, StateChangeReason: reason } = execution?.Status ?? {};
      if (state !== "QUEUED" && state !== "RUNNING") return `${state} ${reason}`;
      await sleep(10);
    }
  }

  it("runs with its caller's permissions, in its process too", async () => {
    const athena = ["athena:StartQueryExecution", "athena:GetQueryExecution"];
    const reader = await clientsOfRole("reader", athena);
    expect(await run(reader)).toContain(
      "FAILED PERMISSION_DENIED: Access denied when writing to location: s3://results/",
    );
    const writer = await clientsOfRole("writer", [...athena, "s3:PutObject"]);
    expect(await run(writer)).toContain("SUCCEEDED");
    for (const clients of [reader, writer]) clients.destroy();
  }, 60_000);

  it("reads no object that its caller may not read, though the embedded S3 stores it", async () => {
    const { glue, s3 } = emulator.clients;
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "shop" } }));
    await s3.send(new PutObjectCommand({ Bucket: "results", Key: "t/a", Body: '{"a": 1}\n' }));
    const all = ["athena:*", "glue:*", "s3:PutObject", "s3:ListBucket", "s3:GetBucketLocation"];
    const lister = await clientsOfRole("lister", all);
    const reader = await clientsOfRole("object-reader", [...all, "s3:GetObject"]);
    const table = `CREATE EXTERNAL TABLE shop.t (a bigint)
      ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://results/t/'`;
    expect(await run(reader, table)).toContain("SUCCEEDED");
    expect(await run(lister, "SELECT sum(a) FROM shop.t")).toMatch(
      /^FAILED PERMISSION_DENIED: .*s3:GetObject/,
    );
    expect(await run(reader, "SELECT sum(a) FROM shop.t")).toContain("SUCCEEDED");
    for (const clients of [lister, reader]) clients.destroy();
  }, 60_000);
});
