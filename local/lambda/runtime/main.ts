import { Channel } from "./channel";
import { confine } from "./confinement";
import { patchConsole } from "./console-format";
import { loadHandler } from "./handler-loader";
import type { Handler } from "./handler-loader";
import { CONFINED, withinLimit } from "./runtime-messages";
import type { RuntimeResponse, RuntimeRequest } from "./runtime-messages";
import { RuntimeError, toLoggedError, toReportedError } from "./runtime-errors";
import { mapTmpFolder } from "./tmp-folder";

/*
 * The program of a function's process: it loads the handler, then runs one invocation after the other, like Lambda's
 * Node.js runtime.
 */

type Invocation = Extract<RuntimeRequest, { kind: "invoke" }>;

const environment = { ...process.env };
const taskRoot = environment.LAMBDA_TASK_ROOT ?? "";
for (const stream of [process.stdout, process.stderr]) waitForReader(stream);
const writeOut = process.stdout.write.bind(process.stdout);
const writeError = process.stderr.write.bind(process.stderr);
// Passed as arguments, because variables belong to the function; they are removed, since Lambda has none.
const [tmpFolder = "", mode] = process.argv.splice(2);

let handler: Handler | undefined;
let current: RuntimeRequest | undefined;
let awaitsPromise = false;

const requestId = (): string | undefined =>
  current?.kind === "invoke" ? current.requestId : undefined;

patchConsole(console, {
  logFormat: environment.AWS_LAMBDA_LOG_FORMAT ?? "Text",
  logLevel: environment.AWS_LAMBDA_LOG_LEVEL ?? "TRACE",
  requestId,
  // Each message is one line of output; the reader converts carriage returns back.
  write: (line) => writeOut(`${line.replace(/\r?\n/g, "\r")}\n`),
});
const channel = new Channel((request) => {
  current = request;
  if (request.kind === "init") void init();
  else invoke(request);
});
if (tmpFolder !== "") mapTmpFolder(tmpFolder, [taskRoot]);
if (mode === CONFINED) confine(channel.socket);

process.on("uncaughtException", (error) => {
  console.error("Uncaught Exception", `\t${toLoggedError(error)}`);
  fail(error, true);
});
process.on("unhandledRejection", (reason) => {
  const error = new RuntimeError("Runtime.UnhandledPromiseRejection", String(reason));
  if (reason instanceof Error) error.stack = `${error.name}: ${reason.stack ?? error.message}`;
  console.error("Unhandled Promise Rejection", `\t${toLoggedError(error)}`);
  fail(error, true);
});
// During an invocation the channel does not keep the process alive: at this point the function has nothing left to do.
process.on("beforeExit", () => {
  if (current?.kind !== "invoke") return;
  if (!awaitsPromise) return succeed("null");
  const message =
    "The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes";
  fail(new RuntimeError("Runtime.NodeJsExit", message), true);
});

async function init(): Promise<void> {
  try {
    handler = await loadHandler(taskRoot, environment._HANDLER ?? "");
    succeed("");
  } catch (error) {
    console.error("Uncaught Exception", `\t${toLoggedError(error)}`);
    fail(error, true);
  }
}

function invoke(invocation: Invocation): void {
  channel.socket.unref();
  awaitsPromise = false;
  const settle = once(
    (result: unknown) => succeedWith(result),
    (error: unknown) => {
      console.error("Invoke Error", `\t${toLoggedError(error)}`);
      fail(error, false);
    },
  );
  try {
    const result = handler?.(JSON.parse(invocation.event), contextOf(invocation), (error, value) =>
      error == null ? settle.succeed(value) : settle.fail(error),
    );
    if (!isThenable(result)) return;
    awaitsPromise = true;
    result.then(settle.succeed, settle.fail);
  } catch (error) {
    settle.fail(error);
  }
}

function contextOf(invocation: Invocation): unknown {
  const clientContext: unknown =
    invocation.clientContext === undefined ? undefined : JSON.parse(invocation.clientContext);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: invocation.invokedFunctionArn,
    awsRequestId: invocation.requestId,
    clientContext,
    identity: undefined,
    getRemainingTimeInMillis: () => invocation.deadlineMs - Date.now(),
  };
}

function succeedWith(result: unknown): void {
  let payload: string;
  try {
    // A function or a symbol has no JSON representation either.
    payload = JSON.stringify(result) ?? "null";
  } catch {
    const error = new Error("Unable to stringify response body");
    console.error("Invoke Error", `\t${toLoggedError(error)}`);
    return fail(error, false);
  }
  succeed(payload);
}

function succeed(payload: string): void {
  answer((common) => ({ ...common, kind: "success", payload }));
}

function fail(error: unknown, fatal: boolean): void {
  answer((common) => ({ ...common, kind: "failure", error: toReportedError(error), fatal }));
}

function answer(
  complete: (common: Pick<RuntimeResponse, "marker" | "maxMemoryKiB">) => RuntimeResponse,
): void {
  if (current === undefined) return;
  const { marker } = current;
  current = undefined;
  channel.socket.ref();
  writeOut(`\n${marker}\n`);
  writeError(`\n${marker}\n`);
  // A response that is too large is not sent.
  channel.send(withinLimit(complete({ marker, maxMemoryKiB: process.resourceUsage().maxRSS })));
}

/** As in Lambda, unread output blocks the function instead of using memory. */
function waitForReader(stream: NodeJS.WriteStream): void {
  // Not in the types: the native handle of a stream on a pipe.
  const { _handle: handle } = stream as unknown as {
    readonly _handle?: { readonly setBlocking?: (blocking: boolean) => number };
  };
  handle?.setBlocking?.(true);
}

/** Only the first call ends the invocation. */
function once(succeedFirst: (result: unknown) => void, failFirst: (error: unknown) => void) {
  const invocation = current;
  const first = (end: (value: unknown) => void) => (value: unknown) => {
    if (current === invocation) end(value);
  };
  return { succeed: first(succeedFirst), fail: first(failFirst) };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    "then" in value &&
    typeof value.then === "function"
  );
}
