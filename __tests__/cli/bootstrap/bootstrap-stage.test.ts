import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { bootstrapStage } from "../../../cli/bootstrap/bootstrap-stage";
import { AwsClients } from "../../../local/aws-clients";

const BUCKET = "states";
const KEY = "lake/dev/state-backend.tfstate";
const ACCOUNT = "111122223333";

/** Statuses with which S3 answers, by path. */
let answers: Readonly<Record<string, number>> = {};
const owners: (string | undefined)[] = [];
const server = createServer((request, response) => {
  const owner = request.headers["x-amz-expected-bucket-owner"];
  if (owner !== undefined) owners.push(String(owner));
  const status = answers[new URL(request.url ?? "/", "http://s3").pathname.replace(/\/$/, "")];
  response.writeHead(status ?? 404, { "x-amz-bucket-region": "eu-west-1" }).end();
});
let clients: AwsClients;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A server on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  clients = new AwsClients({
    region: "us-east-1",
    endpointUrl: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});
afterAll(() => {
  clients.destroy();
  server.close();
});

function stage(
  statuses: Readonly<Record<string, number>>,
  {
    interim,
    adopt = false,
  }: { readonly interim?: readonly string[]; readonly adopt?: boolean } = {},
) {
  answers = statuses;
  const interimFile = path.join(mkdtempSync(path.join(tmpdir(), "bootstrap-")), "dev.tfstate");
  if (interim !== undefined) {
    const resources = interim.map((address) => {
      const [type, name] = address.split(".");
      return { type, name, instances: [] };
    });
    writeFileSync(interimFile, JSON.stringify({ resources }));
  }
  return bootstrapStage({
    s3: clients.s3,
    location: { bucket: BUCKET, region: "us-east-1", keyAlias: "alias/states" },
    accountId: ACCOUNT,
    key: KEY,
    interimFile,
    adopt,
  });
}

const bucket = `/${BUCKET}`;
const object = `/${BUCKET}/${KEY}`;
const resource = "aws_s3_bucket.state_bucket";

describe("the stage of a bootstrap", () => {
  it("is interim without a bucket, and S3 is queried with the expected owner", async () => {
    await expect(stage({ [bucket]: 404 })).resolves.toMatchObject({ stage: "interim" });
    expect(owners.at(-1)).toBe(ACCOUNT);
  });

  it("is interim after a run that ended before the bucket was created", async () => {
    const found = await stage({ [bucket]: 404 }, { interim: ["aws_kms_key.state_key"] });
    expect(found.stage).toBe("interim");
    expect(found.interim?.resources).toHaveLength(1);
  });

  it("is interim after a run that ended before the state was moved", async () => {
    const found = await stage({ [bucket]: 200, [object]: 404 }, { interim: [resource] });
    expect(found.stage).toBe("interim");
  });

  it("is bucket once the state is there, whatever an earlier run left", async () => {
    const statuses = { [bucket]: 200, [object]: 200 };
    await expect(stage(statuses)).resolves.toEqual({ stage: "bucket", interim: undefined });
    const found = await stage(statuses, { interim: [resource] });
    expect(found).toMatchObject({ stage: "bucket", interim: { resources: [{}] } });
  });

  it("is adopt for a bucket that no state contains, only with --adopt", async () => {
    const statuses = { [bucket]: 200, [object]: 404 };
    await expect(stage(statuses)).rejects.toMatchObject({
      message: expect.stringContaining(
        "The bucket states exists in your account already",
      ) as string,
      advice: expect.stringContaining("--adopt") as string,
    });
    await expect(stage(statuses, { adopt: true })).resolves.toMatchObject({ stage: "adopt" });
  });

  it.each([
    [403, "The bucket states belongs to another account than 111122223333", "accountId"],
    [301, "The bucket states is in eu-west-1, not in us-east-1.", "state.region"],
  ])("is rejected when S3 responds with %i", async (status, message, advice) => {
    await expect(stage({ [bucket]: status }, { adopt: true })).rejects.toMatchObject({
      message: expect.stringContaining(message) as string,
      advice: expect.stringContaining(advice) as string,
    });
  });

  it("fails with S3's own error when the state can't be checked", async () => {
    await expect(stage({ [bucket]: 200, [object]: 403 })).rejects.toThrow();
  });
});
