/*
 * Entry point of the process in which a transform runs, bundled and started by transform-process.ts. Whatever the module
 * does affects this process alone.
 */
import { createRequire } from "node:module";
import { Socket } from "node:net";
import path from "node:path";
import { compileFunction } from "node:vm";
import { startWatchdog } from "../../../local/processes/watchdog";
import { parseExactly, stringifyExactly } from "./exact-json";
import { TransformChannel } from "./transform-channel";
import { CHANNEL_FD, LIMIT_VARIABLE, WATCHDOG_FD } from "./transform-protocol";
import type { TransformRequest, RecordToTransform, TransformResponse } from "./transform-protocol";

startWatchdog({
  memoryLimitBytes: Number(process.env[LIMIT_VARIABLE]),
  reasonDescriptor: WATCHDOG_FD,
});
delete process.env[LIMIT_VARIABLE];

let transform: ((event: unknown, context: object) => unknown) | undefined;

process.on("uncaughtException", end);
process.on("unhandledRejection", end);
const socket = new Socket({ fd: CHANNEL_FD });
socket.on("close", () => process.exit(0));
// Only the run that started this process sends messages, and each is a request.
const channel = new TransformChannel(
  socket,
  (line) => void respond(JSON.parse(line) as TransformRequest),
);

async function respond(request: TransformRequest): Promise<void> {
  if (request.type === "load") return channel.send(load(request.code, request.file));
  channel.send(await apply(request.id, request.record));
}

function load(code: string, file: string): TransformResponse {
  const module = { exports: {} as { default?: unknown } };
  try {
    const names = ["module", "exports", "require"];
    // A function with these three parameters, as every CommonJS module is.
    const run = compileFunction(code, names, { filename: file }) as (
      ...given: readonly unknown[]
    ) => void;
    run(module, module.exports, createRequire(path.resolve(file)));
  } catch (error) {
    return { reply: "unusable", problem: `fails when it is loaded: ${textOf(error)}` };
  }
  const found = module.exports.default;
  if (typeof found !== "function") {
    const problem = `has a default export that is not a function: ${describe(found)}.`;
    return { reply: "unusable", problem };
  }
  // Its return value is checked.
  transform = found as typeof transform;
  return { reply: "loaded" };
}

async function apply(
  id: number,
  { text, arrival, ...context }: RecordToTransform,
): Promise<TransformResponse> {
  try {
    const result = await transform?.(eventOf(text), {
      ...context,
      text,
      arrival: new Date(arrival),
    });
    if (result === null) return { reply: "skipped", id };
    if (typeof result !== "object" || Array.isArray(result)) {
      throw new Error(`it returned ${describe(result)} instead of an object or null`);
    }
    const data = stringifyExactly(result);
    if (data === undefined) throw new Error("it returned what is no JSON");
    return { reply: "data", id, data };
  } catch (error) {
    return { reply: "failed", id, reason: textOf(error) };
  }
}

function eventOf(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return text;
  }
}

function describe(value: unknown): string {
  if (typeof value === "function") return "a function";
  const shown = value === undefined ? "undefined" : String(JSON.stringify(value));
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}

/** Whatever was thrown: it may be no error, and may not even be text. */
function textOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "it threw what can't be shown";
  }
}

function end(error: unknown): void {
  channel.send({ reply: "fatal", reason: textOf(error) }, () => process.exit(1));
}
