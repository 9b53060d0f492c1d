import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FunctionProcess } from "../../../local/lambda/function-process";
import type { StepEnd } from "../../../local/lambda/function-process";
import { bundleProgram } from "../../../local/lambda/program-bundle";

/** Functions' processes in a folder of their own, all of which end with a test. */
export class RunningFunctions {
  readonly folder = mkdtempSync(join(tmpdir(), "function-process-"));
  runtimeFile = "";
  private readonly running = new Set<FunctionProcess>();
  private started = 0;

  async prepare(): Promise<void> {
    this.runtimeFile = await bundleProgram("runtime", this.folder);
  }

  /** A process with these files, which has loaded the handler or failed to. */
  async start(files: Record<string, string>, handler = "index.handler", variables = {}) {
    const taskRoot = join(this.folder, String(this.started++));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(taskRoot, name)), { recursive: true });
      writeFileSync(join(taskRoot, name), content);
    }
    const process = new FunctionProcess({
      runtimeFile: this.runtimeFile,
      taskRoot,
      environment: { LAMBDA_TASK_ROOT: taskRoot, _HANDLER: handler, ...variables },
      memorySizeMiB: 128,
    });
    this.running.add(process);
    return { process, init: await process.init(10_000) };
  }

  async end(): Promise<void> {
    await Promise.all([...this.running].map((process) => process.kill()));
    this.running.clear();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Runs a function once. */
export function invoke(
  process: FunctionProcess,
  event: unknown,
  timeoutMs = 5_000,
): Promise<StepEnd> {
  return process.invoke(
    {
      requestId: "request",
      event: JSON.stringify(event),
      deadlineMs: Date.now() + timeoutMs,
      invokedFunctionArn: "arn:aws:lambda:eu-west-1:123456789012:function:pub",
      clientContext: '{"custom":{"a":1}}',
    },
    timeoutMs,
  );
}

/** The handler's result, or the error document. */
export function payloadOf(end: StepEnd): unknown {
  if (end.kind !== "answer") return end;
  return end.answer.kind === "success" ? JSON.parse(end.answer.payload) : end.answer.error;
}
