import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FunctionProcess } from "../../../../local/lambda/process/function-process";
import type {
  FunctionProcessProps,
  StepOutcome,
} from "../../../../local/lambda/process/function-process";
import { ProcessReaper } from "../../../../local/lambda/process/process-reaper";
import { writeProgram } from "../../../../local/lambda/code/program-bundle";

/** Functions' processes in a temporary folder, which end with the test. */
export class RunningFunctions {
  readonly folder: string;
  readonly reaper = new ProcessReaper();
  runtimeFile = "";
  private readonly running = new Set<FunctionProcess>();
  private started = 0;

  /** @param parent parent of that folder */
  constructor(parent = tmpdir()) {
    this.folder = realpathSync(mkdtempSync(join(parent, "function-process-")));
  }

  async prepare(): Promise<void> {
    this.runtimeFile = await writeProgram("runtime", this.folder);
  }

  /** Starts a process with these files, which loads the handler. */
  async start(
    files: Record<string, string>,
    handler = "index.handler",
    variables = {},
    settings: Partial<FunctionProcessProps> = {},
  ) {
    const taskRoot = join(this.folder, String(this.started++));
    const tmpFolder = `${taskRoot}-tmp`;
    mkdirSync(tmpFolder);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(taskRoot, name)), { recursive: true });
      writeFileSync(join(taskRoot, name), content);
    }
    const process = new FunctionProcess({
      runtimeFile: this.runtimeFile,
      taskRoot,
      tmpFolder,
      environment: {
        LAMBDA_TASK_ROOT: taskRoot,
        _HANDLER: handler,
        ...variables,
      },
      memorySizeMiB: 128,
      ephemeralStorageMiB: 512,
      confined: true,
      reaper: this.reaper,
      ...settings,
    });
    this.running.add(process);
    return { process, taskRoot, tmpFolder, init: await process.init(10_000) };
  }

  async end(): Promise<void> {
    await Promise.all([...this.running].map((process) => process.kill()));
    this.running.clear();
  }

  remove(): void {
    this.reaper.stop();
    rmSync(this.folder, { recursive: true });
  }
}

/** Invokes a function. */
export function invoke(
  process: FunctionProcess,
  event: unknown,
  timeoutMs = 5_000,
): Promise<StepOutcome> {
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
export function payloadOf(end: StepOutcome): unknown {
  if (end.kind !== "response") return end;
  if (end.response.kind === "too large") return end.response;
  return end.response.kind === "success" ? JSON.parse(end.response.payload) : end.response.error;
}
