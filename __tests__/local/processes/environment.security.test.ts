import { CreateFunctionCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { GetQueryExecutionCommand, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { strToU8, zipSync } from "fflate";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AwsClients } from "../../../local/aws-clients";
import { allowedEnvironment } from "../../../local/processes/allowed-environment";
import { startEmulator } from "../../../local/lifecycle/start-emulator";
import { freePort } from "../../../local/processes/free-port";
import { lakeHome } from "../../../local/home/lake-home";
import type { RunningEmulator } from "../../../local/home/run-file";
import { stopEmulator } from "../../../local/lifecycle/stop-emulator";
import { processTree } from "./support/process-tree";

const MARK = "planted-secret-of-the-user";

/** A developer's environment, with variables that load code into a process. */
const planted = {
  AWS_ACCESS_KEY_ID: MARK,
  AWS_SECRET_ACCESS_KEY: MARK,
  AWS_SESSION_TOKEN: MARK,
  AWS_PROFILE: MARK,
  AWS_CONFIG_FILE: `/${MARK}`,
  AWS_ENDPOINT_URL_S3: `https://${MARK}`,
  GITHUB_TOKEN: MARK,
  NPM_TOKEN: MARK,
  FOO_TOKEN: MARK,
  HTTPS_PROXY: `http://user:${MARK}@127.0.0.1:9`,
  NODE_OPTIONS: `--title=${MARK}`,
  PYTHONPATH: `/${MARK}`,
  PYTHONSTARTUP: `/${MARK}`,
  LC_PASSWORD: MARK,
  LAKE_DB_PASSWORD: MARK,
  LAKE_HOME_TOKEN: MARK,
};

describe("the environment of the embedded AWS", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "environment-"));
  const home = lakeHome({ LAKE_HOME: folder });
  const before = { ...process.env };
  let emulator: RunningEmulator;
  let clients: AwsClients;

  beforeAll(async () => {
    Object.assign(process.env, planted);
    try {
      emulator = await startEmulator(home, { port: await freePort(), enforceIam: false });
    } finally {
      process.env = before;
    }
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const { endpointUrl } = emulator;
    clients = new AwsClients({ region: "us-east-1", endpointUrl, credentials });
  }, 60_000);

  afterAll(async () => {
    process.env = before;
    clients?.destroy();
    await stopEmulator(home);
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  it("gives a function none of the user's variables", async () => {
    const seen = await environmentInFunction(clients);
    expect(seen).not.toContain(MARK);
    expect(JSON.parse(seen)).toMatchObject({ AWS_ENDPOINT_URL: emulator.endpointUrl });
  });

  it("answers a query, in whatever process", async () => {
    await clients.s3.send(new CreateBucketCommand({ Bucket: "environment-results" }));
    const { QueryExecutionId } = await clients.athena.send(
      new StartQueryExecutionCommand({
        QueryString: "SELECT 1",
        ResultConfiguration: { OutputLocation: "s3://environment-results/" },
      }),
    );
    let state = "RUNNING";
    while (["QUEUED", "RUNNING"].includes(state)) {
      const { QueryExecution } = await clients.athena.send(
        new GetQueryExecutionCommand({ QueryExecutionId }),
      );
      state = QueryExecution?.Status?.State ?? "lost";
    }
    expect(state).toBe("SUCCEEDED");
  });

  const onLinux = process.platform === "linux" ? it : it.skip;
  onLinux("holds nothing of the user's in any process, as /proc shows them", () => {
    const tree = processTree(emulator.pid);
    // At least the background process, moto and the function.
    expect(tree.length).toBeGreaterThanOrEqual(3);
    for (const { environment, arguments: words } of tree) {
      expect(environment.length).toBeGreaterThan(0);
      expect(environment.filter((entry) => entry.includes(MARK))).toEqual([]);
      expect(words.filter((word) => word.includes(MARK))).toEqual([]);
    }
  });
});

describe("the list of allowed variables", () => {
  it.each(Object.keys(planted))("has no %s", (name) => {
    expect(allowedEnvironment({ [name]: "value" })).toEqual({});
  });

  it.each([
    "LD_PRELOAD",
    "DYLD_INSERT_LIBRARIES",
    "NODE_PATH",
    "BASH_ENV",
    "TF_TOKEN_app",
    "path_",
  ])("has no %s", (name) => {
    expect(allowedEnvironment({ [name]: "value" })).toEqual({});
  });

  it.each([
    ...["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "LAKE_HOME"],
    ...["LAKE_ALLOWED_HOSTS", "LAKE_ALLOWED_ORIGINS", "LAKE_ALLOWED_SERVICES"],
    ...["LAKE_FUNCTION_PERMISSIONS", "LAKE_STREAM_LIMITS"],
  ])("has %s", (name) => {
    expect(allowedEnvironment({ [name]: "value" })).toEqual({ [name]: "value" });
  });
});

/** The environment of a deployed function, as JSON. */
async function environmentInFunction({ iam, lambda }: AwsClients): Promise<string> {
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: "environment",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    }),
  );
  const source = "exports.handler = async () => process.env;";
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "environment",
      Role: Role?.Arn,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "index.js": strToU8(source) }) },
    }),
  );
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "environment" }));
  return Buffer.from(Payload ?? []).toString("utf8");
}
