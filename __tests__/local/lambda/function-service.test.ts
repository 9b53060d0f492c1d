import {
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { readdirSync } from "node:fs";
import path from "node:path";
import { ControlPlane, payloadOf, zipOf } from "./support/control-plane";
import { until } from "../../support/until";

const plane = new ControlPlane();
beforeAll(() => plane.start([1, 1]));
afterAll(() => plane.stop());

describe("an invocation", () => {
  it("runs the deployed code with the deployed configuration as the deployed role", async () => {
    await plane.deploy(
      "echo",
      "return { event, name: process.env.NAME, key: process.env.AWS_ACCESS_KEY_ID };",
      {
        Environment: { Variables: { NAME: "deployed" } },
      },
    );
    const answer = await plane.invoke("echo", { a: 1 });
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST" });
    expect(answer.FunctionError).toBeUndefined();
    expect(answer.LogResult).toBeUndefined();
    expect(payloadOf(answer)).toEqual({ event: { a: 1 }, name: "deployed", key: "of-the-role" });
    const [assumed] = plane.seen.filter(({ service }) => service === "sts");
    expect(String(assumed?.input.text)).toContain(
      encodeURIComponent("arn:aws:iam::123456789012:role/pub"),
    );
  });

  it("reuses a warm process until code or configuration change", async () => {
    await plane.deploy("warm", "return [process.pid, process.env.STEP ?? '', 1];", { Timeout: 5 });
    const [pid] = payloadOf(await plane.invoke("warm")) as [number];
    expect(payloadOf(await plane.invoke("warm"))).toEqual([pid, "", 1]);
    await plane.lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: "warm",
        Environment: { Variables: { STEP: "two" } },
      }),
    );
    const [second, step] = payloadOf(await plane.invoke("warm")) as [number, string];
    expect(step).toBe("two");
    expect(second).not.toBe(pid);
    await plane.lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: "warm",
        ZipFile: zipOf("return 'new code';"),
      }),
    );
    expect(payloadOf(await plane.invoke("warm"))).toBe("new code");
  });

  it("runs concurrently with others", async () => {
    await plane.deploy(
      "concurrent",
      "await new Promise((end) => setTimeout(end, 150)); return process.pid;",
    );
    const answers = await Promise.all([plane.invoke("concurrent"), plane.invoke("concurrent")]);
    expect(new Set(answers.map(payloadOf)).size).toBe(2);
  });

  it("runs code that was uploaded to S3", async () => {
    plane.object = Buffer.from(zipOf("return 'from S3';"));
    await plane.deploy("from-s3", "", { Code: { S3Bucket: "code", S3Key: "f.zip" } });
    expect(payloadOf(await plane.invoke("from-s3"))).toBe("from S3");
  });

  it("returns the tail of the log on request", async () => {
    await plane.deploy("tail", 'console.log("y".repeat(5000)); console.log("the end");');
    const { LogResult } = await plane.invoke("tail", {}, { LogType: "Tail" });
    const log = Buffer.from(LogResult ?? "", "base64");
    expect(log).toHaveLength(4096);
    expect(log.toString()).toMatch(
      /\tINFO\tthe end\nEND RequestId: (\S+)\nREPORT RequestId: \1\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\n$/,
    );
  });

  it("delivers its log to the deployed group with its role, and its metrics", async () => {
    await plane.deploy("logs", 'console.log("hello");', {
      LoggingConfig: { LogGroup: "/lake/logs" },
    });
    await plane.invoke("logs");
    await until("a log", () => plane.logged("/lake/logs").length > 0);
    expect(plane.logged("/lake/logs")).toEqual([
      expect.stringMatching(/^START RequestId: \S+ Version: \$LATEST$/),
      expect.stringMatching(/\tINFO\thello$/),
      expect.stringMatching(/^END RequestId: /),
      expect.stringMatching(/^REPORT RequestId: /),
    ]);
    const [created] = plane.seen.filter(({ operation }) => operation === "CreateLogStream");
    expect(created?.accessKeyId).toBe("of-the-role");
    await until("metrics", () => plane.seen.some(({ service }) => service === "monitoring"));
  });

  it.each([
    ["throws", 'throw new TypeError("bad")', { errorType: "TypeError", errorMessage: "bad" }],
    [
      "takes too long",
      "await new Promise((end) => setTimeout(end, 30000))",
      {
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringMatching(
          /^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/,
        ) as string,
      },
    ],
    [
      "exits",
      "process.exit(2)",
      {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(
          /^RequestId: \S+ Error: Runtime exited with error: exit status 2$/,
        ) as string,
      },
    ],
    [
      "exits in order",
      "process.exit(0)",
      {
        errorMessage: expect.stringMatching(/Runtime exited without providing a reason$/) as string,
      },
    ],
    [
      "is killed",
      'process.kill(process.pid, "SIGKILL")',
      {
        errorMessage: expect.stringMatching(/Runtime exited with error: signal: killed$/) as string,
      },
    ],
    [
      "answers too much",
      'return "x".repeat(6291555)',
      {
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage:
          "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      },
    ],
  ])("reports that the function %s, and works again after that", async (what, body, expected) => {
    const name = `fails-${what.replace(/ /g, "-")}`;
    await plane.deploy(name, `if (event.good) return "good"; ${body}`, { Timeout: 1 });
    const answer = await plane.invoke(name);
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: "Unhandled" });
    expect(payloadOf(answer)).toMatchObject(expected);
    expect(payloadOf(await plane.invoke(name, { good: true }))).toBe("good");
  });

  it("reports that the function can't be loaded", async () => {
    await plane.deploy("no-export", "", { Handler: "index.other" });
    const answer = await plane.invoke("no-export");
    expect(answer.FunctionError).toBe("Unhandled");
    expect(payloadOf(answer)).toMatchObject({ errorType: "Runtime.HandlerNotFound" });
  });

  it("does not run as a dry run", async () => {
    await plane.deploy("dry", 'console.log("ran", event.as);');
    const answer = await plane.invoke("dry", { as: "dry run" }, { InvocationType: "DryRun" });
    expect(answer.StatusCode).toBe(204);
    await plane.invoke("dry", { as: "invocation" });
    const runs = () =>
      plane.logged("/aws/lambda/dry").flatMap((line) => /ran (.*)/.exec(line)?.[1] ?? []);
    await until("the log of the invocation", () => runs().includes("invocation"));
    expect(runs()).toEqual(["invocation"]);
  });

  it("is attempted three times if it is asynchronous", async () => {
    await plane.deploy(
      "event",
      'console.log("try of", context.awsRequestId); throw new Error("no");',
    );
    const answer = await plane.invoke("event", {}, { InvocationType: "Event" });
    expect(answer).toMatchObject({ StatusCode: 202 });
    const tries = () =>
      plane.logged("/aws/lambda/event").filter((message) => message.includes("try of"));
    await until(
      "the third try",
      () => tries().length >= 3 && plane.errors.some((line) => line.includes("discarded")),
    );
    expect(tries()).toHaveLength(3);
    expect(new Set(tries().map((message) => message.split("try of ")[1])).size).toBe(1);
    expect(plane.errors.join("\n")).toContain("event: event of asynchronous invocation");
  });

  it.each([
    ["an unknown function", "nobody", {}, "ResourceNotFoundException", 404],
    ["a function in another language", "python", {}, "InvalidRuntimeException", 502],
    [
      "a payload that is no JSON",
      "python",
      { Payload: "{" },
      "InvalidRequestContentException",
      400,
    ],
    [
      "too large a payload",
      "python",
      { Payload: " ".repeat(6_291_457) },
      "RequestTooLargeException",
      413,
    ],
  ])("is rejected for %s", async (_, name, settings, error, status) => {
    await plane.deploy("python", "", { Runtime: "python3.13" });
    await expect(plane.invoke(name, {}, settings)).rejects.toMatchObject({
      name: error,
      $metadata: { httpStatusCode: status },
    });
  });
});

describe("a deployment", () => {
  it("keeps the logging settings that the control plane drops", async () => {
    await plane.deploy("kept", "", { LoggingConfig: { LogGroup: "/lake/kept" } });
    const read = new GetFunctionConfigurationCommand({ FunctionName: "kept" });
    expect((await plane.lambda.send(read)).LoggingConfig).toEqual({
      LogFormat: "Text",
      LogGroup: "/lake/kept",
    });
    await plane.lambda.send(new DeleteFunctionCommand({ FunctionName: "kept" }));
    await expect(plane.lambda.send(read)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

describe("the end of the emulator", () => {
  it("ends running functions", async () => {
    const other = new ControlPlane();
    await other.start();
    const code = `if (event.mark) { (await import("node:fs")).writeFileSync("/tmp/mark", ""); for (;;); }
      return process.pid;`;
    await other.deploy("busy", code, { Timeout: 60 });
    const pid = payloadOf(await other.invoke("busy")) as number;
    const busy = other.invoke("busy", { mark: true });
    const files = () => readdirSync(other.folder, { recursive: true }).map(String);
    await until("the function to work", () => files().some((file) => file.endsWith("/mark")));
    await other.service.stop();
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    expect(payloadOf(await busy)).toMatchObject({ errorType: "Runtime.ExitError" });
    expect(readdirSync(path.join(other.folder, "lambda", "instances"))).toEqual([]);
    await other.stop();
  });
});
