import { execFile } from "node:child_process";
import { Agent, request as httpRequest } from "node:http";
import path from "node:path";
import { promisify } from "node:util";
import { CreateDatabaseCommand, GetDatabaseCommand, GetTableCommand } from "@aws-sdk/client-glue";
import { CreateRoleCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { AwsClients } from "../../../local/aws-clients";
import { readAccessSettings } from "../../../local/gateway/callers/access-settings";
import { Gateway } from "../../../local/gateway/gateway";
import { lakeHome } from "../../../local/home/lake-home";
import { findMoto } from "../../../toolchain/moto/moto";
import { ControlPlane } from "../../support/emulator/control-plane";
import { authorizationFor } from "./support/guarded-gateway";

const BUCKET = "lake.of-addresses";
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** Not every machine resolves names below `localhost`. */
const agent = new Agent({
  lookup: (_, { all }, callback) =>
    all === true
      ? callback(null, [{ address: "127.0.0.1", family: 4 }])
      : callback(null, "127.0.0.1", 4),
});

describe("the endpoint before a real moto", () => {
  let moto: ControlPlane;
  let gateway: Gateway;
  let clients: AwsClients;
  let port: number;

  beforeAll(async () => {
    moto = await ControlPlane.start(() => undefined);
    gateway = new Gateway({
      port: 0,
      internal: () => Promise.resolve(undefined),
      log: { info: () => undefined, error: () => undefined },
      access: readAccessSettings({ LAKE_ALLOWED_HOSTS: "dev.example" }),
    });
    port = await gateway.listen();
    gateway.open({ port: Number(new URL(moto.endpointUrl).port) }, []);
    clients = new AwsClients({
      ...{ region: "us-east-1", endpointUrl: `http://127.0.0.1:${port}`, credentials },
    });
    await clients.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  }, 60_000);
  afterAll(async () => {
    clients?.destroy();
    await gateway?.close();
    await moto?.stop();
    agent.destroy();
  });

  const get = (url: string): Promise<string> =>
    new Promise((resolve, reject) => {
      httpRequest(url, { agent }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => resolve(text));
      })
        .on("error", reject)
        .end();
    });

  describe.each(["localhost", "s3.localhost", "dev.example", "s3.dev.example"])("at %s", (host) => {
    // A configured host name has buckets only below `s3.`.
    const styles = host === "dev.example" ? [true] : [true, false];

    it.each(styles)(
      "is called by the SDK for JavaScript, path style %s",
      async (forcePathStyle) => {
        const s3 = new S3Client({
          ...{
            region: "us-east-1",
            endpoint: `http://${host}:${port}`,
            credentials,
            forcePathStyle,
          },
          requestHandler: new NodeHttpHandler({ httpAgent: agent }),
        });
        const object = { Bucket: BUCKET, Key: `${host}/${forcePathStyle} ä+.txt` };
        const before = gateway.changes.revision(`s3/${BUCKET}`);
        const elsewhere = gateway.changes.revision("s3/other");
        await s3.send(new PutObjectCommand({ ...object, Body: "content" }));
        // Only the change of this bucket is counted.
        expect(gateway.changes.revision(`s3/${BUCKET}`)).toBe(before + 1);
        expect(gateway.changes.revision("s3/other")).toBe(elsewhere);
        const { Body } = await s3.send(new GetObjectCommand(object));
        expect(await Body?.transformToString()).toBe("content");
        const list = new ListObjectsV2Command({ Bucket: BUCKET, Prefix: `${host}/` });
        expect((await s3.send(list)).Contents?.map(({ Key }) => Key)).toContain(object.Key);
        expect(await get(await getSignedUrl(s3, new GetObjectCommand(object)))).toBe("content");
        await s3.send(new DeleteObjectCommand(object));
        await expect(s3.send(new GetObjectCommand(object))).rejects.toThrow("does not exist");
        s3.destroy();
      },
    );
  });

  it("is called by boto3 with every form of URL, including presigned URLs and forms", async () => {
    const { toolsFolder } = lakeHome();
    const python = await findMoto({ toolsFolder, progress: () => undefined });
    const script = path.join(__dirname, "support", "boto-addresses.py");
    const { stdout } = await promisify(execFile)(python, [script, String(port), BUCKET]);
    const results = JSON.parse(stdout) as Record<string, boolean>;
    expect(Object.keys(results)).toHaveLength(20);
    expect(Object.entries(results).filter(([, works]) => !works)).toEqual([]);
  }, 60_000);

  const post = async (service: string, headers: Readonly<Record<string, string>>, body: string) => {
    const response = await fetch(`http://127.0.0.1:${port}`, {
      method: "POST",
      body,
      headers: { authorization: authorizationFor(service), ...headers },
    });
    return { status: response.status, text: await response.text() };
  };

  it("returns AWS's errors for operations that moto lacks", async () => {
    const json = await post("glue", { "x-amz-target": "AWSGlue.NoSuchThing" }, "{}");
    expect(json).toMatchObject({ status: 400 });
    expect(JSON.parse(json.text)).toMatchObject({ __type: "UnknownOperationException" });
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const query = await post("iam", form, "Action=NoSuchThing&Version=2010-05-08");
    expect(query).toMatchObject({ status: 400 });
    expect(query.text).toContain("<Code>InvalidAction</Code>");
    expect((await clients.iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  it("performs the operation in the target header, whatever the document contains", async () => {
    const Name = "kept";
    await clients.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }));
    const attack = new GetTableCommand({
      DatabaseName: Name,
      Name: `x&Action=DeleteDatabase&Name=${Name}&`,
    });
    await expect(clients.glue.send(attack)).rejects.toThrow();
    expect((await clients.glue.send(new GetDatabaseCommand({ Name }))).Database?.Name).toBe(Name);
  });

  it("has a moto behind it that allows no web pages and starts no containers", async () => {
    const page = await fetch(`${moto.endpointUrl}/lake`, {
      headers: { origin: "http://evil.example" },
    });
    expect([...page.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual(
      [],
    );
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        ...{ Effect: "Allow", Action: "sts:AssumeRole" },
        Principal: { Service: "lambda.amazonaws.com" },
      },
    });
    await moto.clients.iam.send(
      new CreateRoleCommand({ RoleName: "any", AssumeRolePolicyDocument }),
    );
    const headers = {
      authorization: authorizationFor("lambda"),
      "content-type": "application/json",
    };
    const created = await fetch(`${moto.endpointUrl}/2015-03-31/functions`, {
      ...{ method: "POST", headers },
      body: JSON.stringify({
        ...{ FunctionName: "f", Runtime: "nodejs22.x", Handler: "index.handler" },
        Role: "arn:aws:iam::123456789012:role/any",
        Code: { ZipFile: "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==" },
      }),
    });
    expect([created.status, await created.text()]).toEqual([201, expect.anything()]);
    const invoked = await fetch(`${moto.endpointUrl}/2015-03-31/functions/f/invocations`, {
      ...{ method: "POST", headers, body: '{"said":"by the caller"}' },
    });
    expect([invoked.status, await invoked.text()]).toEqual([200, '{"said":"by the caller"}']);
  });
});
