import { Worker } from "node:worker_threads";
import { UserError } from "../../../errors/user-error";

/** What jq printed. */
export interface JqResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Seconds after which an expression is stopped: it may never end, and a gigabyte takes less. */
const LIMIT_SECONDS = 120;

/** Its thread alone waits for jq, so that the caller can be interrupted. */
const WORKER = `
const { parentPort, workerData } = require("node:worker_threads");
const { module, text, expression } = workerData;
require(module).loadJq().then((jq) => {
  try {
    // An expression that begins with a hyphen is none of jq's options.
    return jq.raw(text, expression, ["-c", "--"]);
  } catch (error) {
    // The WebAssembly module throws when its own memory or stack is exhausted.
    return { stdout: "", stderr: String(error), exitCode: 1 };
  }
}).then((result) => parentPort.postMessage(result));`;

/**
 * Runs jq over JSON documents.
 *
 * @param limitSeconds @default 120
 * @throws UserError if jq does not end in time
 */
export async function runJq(
  text: string,
  expression: string,
  limitSeconds = LIMIT_SECONDS,
): Promise<JqResult> {
  const workerData = { module: require.resolve("jq-wasm"), text, expression };
  const worker = new Worker(WORKER, { eval: true, workerData });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<JqResult>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      timer = setTimeout(() => reject(endless(expression, limitSeconds)), limitSeconds * 1_000);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function endless(expression: string, seconds: number): UserError {
  return new UserError(
    `The jq expression ${JSON.stringify(expression)} did not end within ${seconds} s.`,
    "Does it call itself without an end? Otherwise split the file.",
  );
}
