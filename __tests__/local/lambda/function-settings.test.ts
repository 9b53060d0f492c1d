import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { functionEnvironment } from "../../../local/lambda/process/function-environment";
import { filterVariables } from "../../../local/lambda/process/function-variables";
import { toFunctionSettings } from "../../../local/lambda/function-settings";

const deployed: FunctionConfiguration = {
  FunctionName: "pub",
  FunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:pub",
  Version: "$LATEST",
  Runtime: "nodejs22.x",
  Role: "arn:aws:iam::123456789012:role/pub",
  Handler: "index.handler",
  CodeSha256: "sha",
  Timeout: 60,
  MemorySize: 256,
  Environment: { Variables: { STREAM_NAME: "events", TZ: "Europe/Berlin", AWS_REGION: "mars" } },
};

describe("the settings of a function", () => {
  it("are those of the deployment", () => {
    expect(toFunctionSettings(deployed, "eu-west-1")).toEqual({
      functionName: "pub",
      functionArn: "arn:aws:lambda:eu-west-1:123456789012:function:pub",
      version: "$LATEST",
      region: "eu-west-1",
      roleArn: "arn:aws:iam::123456789012:role/pub",
      runtime: "nodejs22.x",
      handler: "index.handler",
      codeSha256: "sha",
      timeoutSeconds: 60,
      memorySizeMiB: 256,
      ephemeralStorageMiB: 512,
      variables: { STREAM_NAME: "events", TZ: "Europe/Berlin", AWS_REGION: "mars" },
      logFormat: "Text",
      logGroup: "/aws/lambda/pub",
    });
  });

  it.each([
    ["another language", { Runtime: "python3.13" as const }, "pub is python3.13"],
    ["an image", { Runtime: undefined, PackageType: "Image" as const }, "of type Image"],
    ["layers", { Layers: [{ Arn: "arn" }] }, "it does not support layers; pub has 1"],
  ])("reject %s", (_, change, message) => {
    expect(() => toFunctionSettings({ ...deployed, ...change }, "eu-west-1")).toThrow(message);
  });
});

describe("the environment of a function", () => {
  const settings = toFunctionSettings(deployed, "eu-west-1");
  const environment = functionEnvironment({
    settings,
    variables: filterVariables(settings.variables, true).kept,
    tmpFolder: "/own/tmp",
    credentials: { accessKeyId: "key", secretAccessKey: "secret", sessionToken: "token" },
    endpointUrl: "http://127.0.0.1:4566",
    taskRoot: "/task",
    logStream: "stream",
  });

  it("contains Lambda's variables, the endpoint, and configured variables", () => {
    expect(environment).toMatchObject({
      STREAM_NAME: "events",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "token",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
      AWS_LAMBDA_FUNCTION_NAME: "pub",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/pub",
      AWS_LAMBDA_LOG_STREAM_NAME: "stream",
      LAMBDA_TASK_ROOT: "/task",
      _HANDLER: "index.handler",
    });
  });

  it("allows the configuration to change the time zone but no reserved name", () => {
    expect(environment).toMatchObject({ TZ: "Europe/Berlin", AWS_REGION: "eu-west-1" });
  });

  it("contains nothing of this process", () => {
    expect(environment).toMatchObject({ HOME: "/own/tmp", TMPDIR: "/own/tmp" });
    const set = ["HOME", "LANG", "PATH", "TMPDIR", "TZ"];
    const own = Object.keys(process.env).filter((name) => !set.includes(name));
    const named = own.filter((name) => name in environment && !name.startsWith("AWS_"));
    expect(named).toEqual([]);
  });
});
