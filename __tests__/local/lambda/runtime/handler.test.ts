import { invoke, payloadOf, RunningFunctions } from "../support/running-functions";

const functions = new RunningFunctions();
beforeAll(() => functions.prepare());
afterEach(() => functions.end());
afterAll(() => functions.remove());

/** The result of a handler with this body. */
async function answerOf(body: string, event: unknown = {}): Promise<unknown> {
  const { process } = await functions.start({
    "index.js": `exports.handler = async (event, context) => { ${body} };`,
  });
  return payloadOf(await invoke(process, event));
}

describe("a handler", () => {
  it.each([
    ["a CommonJS module", "index.handler", { "index.js": "exports.handler = async () => 1;" }],
    ["an .mjs module", "index.handler", { "index.mjs": "export const handler = async () => 1;" }],
    ["a .cjs module", "index.handler", { "index.cjs": "exports.handler = async () => 1;" }],
    [
      "a module by its package's type",
      "index.handler",
      {
        "package.json": '{"type":"module"}',
        "index.js": "await 0; export const handler = async () => 1;",
      },
    ],
    ["a folder", "src/app.handler", { "src/app.js": "exports.handler = async () => 1;" }],
    ["an object", "index.api.run", { "index.js": "exports.api = { run: async () => 1 };" }],
    [
      "no promise",
      "index.handler",
      { "index.js": "exports.handler = (e, c, done) => done(null, 1);" },
    ],
  ])("is loaded from %s", async (_, handler, files) => {
    const { process } = await functions.start(files, handler);
    expect(payloadOf(await invoke(process, {}))).toBe(1);
  });

  it("receives event and context", async () => {
    const { process } = await functions.start(
      {
        "index.mjs": `export const handler = async (event, context) =>
          ({ event, ...context, left: context.getRemainingTimeInMillis(), cwd: process.cwd() });`,
      },
      "index.handler",
      {
        AWS_LAMBDA_FUNCTION_NAME: "pub",
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
        AWS_LAMBDA_LOG_GROUP_NAME: "group",
        AWS_LAMBDA_LOG_STREAM_NAME: "stream",
      },
    );
    const answer = payloadOf(await invoke(process, { a: ["ä"] })) as { left: number; cwd: string };
    expect(answer).toMatchObject({
      event: { a: ["ä"] },
      awsRequestId: "request",
      functionName: "pub",
      functionVersion: "$LATEST",
      invokedFunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:pub",
      memoryLimitInMB: "128",
      logGroupName: "group",
      logStreamName: "stream",
      clientContext: { custom: { a: 1 } },
    });
    expect(answer.left).toBeGreaterThan(4_000);
    expect(answer.left).toBeLessThanOrEqual(5_000);
    expect(answer.cwd).toContain(functions.folder);
  });

  it("has only the given environment", async () => {
    const { process } = await functions.start(
      { "index.js": "exports.handler = async () => Object.keys(process.env).sort();" },
      "index.handler",
      { A: "1" },
    );
    expect(payloadOf(await invoke(process, {}))).toEqual(["A", "LAMBDA_TASK_ROOT", "_HANDLER"]);
  });

  it("keeps its module's state between invocations", async () => {
    const { process } = await functions.start({
      "index.js": "let count = 0; exports.handler = async () => ++count;",
    });
    expect(payloadOf(await invoke(process, {}))).toBe(1);
    expect(payloadOf(await invoke(process, {}))).toBe(2);
  });

  it.each([
    ["nothing for undefined", "return;", null],
    ["nothing when a sync handler has no more to do", "", null],
    [
      "the error that was thrown",
      'throw new TypeError("bad")',
      { errorType: "TypeError", errorMessage: "bad" },
    ],
    ["a thrown text", 'throw "bad"', { errorType: "string", errorMessage: "bad", trace: [] }],
    [
      "what has no JSON",
      "const a = {}; a.a = a; return a;",
      { errorType: "Error", errorMessage: "Unable to stringify response body" },
    ],
    [
      "a promise that nobody can settle",
      "await new Promise(() => {})",
      { errorType: "Runtime.NodeJsExit" },
    ],
    [
      "an error outside of the handler",
      'setTimeout(() => { throw new RangeError("late") }); await new Promise((end) => setTimeout(end, 5000))',
      { errorType: "RangeError", errorMessage: "late" },
    ],
    [
      "a rejection outside of the handler",
      'Promise.reject(new Error("lost")); await new Promise((end) => setTimeout(end, 5000))',
      { errorType: "Runtime.UnhandledPromiseRejection", errorMessage: "Error: lost" },
    ],
    ["an exit", "process.exit(3)", { kind: "exit", code: 3, signal: null }],
  ])("returns %s", async (_, body, expected) => {
    const answer = await answerOf(body);
    if (expected === null) expect(answer).toBeNull();
    else expect(answer).toMatchObject(expected);
  });

  it("returns the callback's error, or null when nothing is left to do", async () => {
    const { process } = await functions.start({
      "index.js": `exports.handler = (event, context, callback) => {
        if (event.fail) setTimeout(() => callback(new Error("called back")), 1);
      };`,
    });
    expect(payloadOf(await invoke(process, { fail: true }))).toMatchObject({
      errorType: "Error",
      errorMessage: "called back",
    });
    expect(payloadOf(await invoke(process, {}))).toBeNull();
    expect(process.usable).toBe(true);
  });

  it.each([
    [
      "a missing module",
      {},
      "index.handler",
      "Runtime.ImportModuleError",
      "Error: Cannot find module 'index'",
    ],
    [
      "a module that a module misses",
      { "index.js": 'require("nowhere")' },
      "index.handler",
      "Runtime.ImportModuleError",
      "Error: Cannot find module 'nowhere'",
    ],
    [
      "a missing export",
      { "index.js": "" },
      "index.handler",
      "Runtime.HandlerNotFound",
      "index.handler is undefined or not exported",
    ],
    [
      "an export that is no function",
      { "index.js": "exports.handler = 1" },
      "index.handler",
      "Runtime.HandlerNotFound",
      "index.handler is not a function",
    ],
    [
      "a syntax error",
      { "index.js": "const;" },
      "index.handler",
      "Runtime.UserCodeSyntaxError",
      "SyntaxError: ",
    ],
    [
      "a setting without an export",
      { "index.js": "" },
      "index",
      "Runtime.MalformedHandlerName",
      "Bad handler: index",
    ],
    [
      "a path that leaves the code",
      { "index.js": "" },
      "../x.handler",
      "Runtime.MalformedHandlerName",
      "'../x.handler' is not a valid handler name. Use absolute paths when specifying root directories",
    ],
    [
      "a path elsewhere on the machine",
      { "index.js": "" },
      "/etc/x.handler",
      "Runtime.ImportModuleError",
      "Cannot find module '/etc/x'",
    ],
    [
      "a module that throws",
      { "index.js": 'throw new RangeError("top")' },
      "index.handler",
      "RangeError",
      "top",
    ],
  ])("is not found with %s", async (_, files, handler, errorType, message) => {
    const { process, init } = await functions.start({ "other.txt": "", ...files }, handler);
    expect(payloadOf(init)).toMatchObject({
      errorType,
      errorMessage: expect.stringContaining(message) as string,
    });
    expect(process.usable).toBe(false);
  });
});
