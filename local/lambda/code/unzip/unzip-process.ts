import { spawn } from "node:child_process";
import { realpath } from "node:fs/promises";
import type { Readable } from "node:stream";
import { permissionFlags } from "../../process/permission-flags";
import type { UnzipResult } from "./main";
import { ZipRejectedError } from "./zip-limits";

/** The largest package takes seconds; one that takes this long is malicious. */
const TIMEOUT_MS = 120_000;

/** Heap of the unpacking process, which streams. */
const HEAP_MIB = 256;

/** Characters of standard error to keep: V8's message about a full heap comes before a native stack trace. */
const KEPT_STDERR = 16_384;

/** Characters of standard error in a message. */
const SHOWN_STDERR = 500;

/** Concurrent processes; more have to wait. */
const MAXIMUM_PROCESSES = 2;

/** Unpacks deployment packages in separate processes. */
export class UnzipProcesses {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly stopping = new AbortController();

  /**
   * @param program returns the path of the program
   * @param timeoutMs @default TIMEOUT_MS
   */
  constructor(
    private readonly program: () => Promise<string>,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  /**
   * Unpacks a zip into an empty folder.
   *
   * @throws ZipRejectedError if the zip is rejected, or takes too much time or memory; Error if the system fails
   */
  async unpack(zipPath: string, folder: string): Promise<void> {
    const program = await this.program();
    if (this.running < MAXIMUM_PROCESSES) this.running++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      await this.run(program, zipPath, folder);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running--;
      else next();
    }
  }

  /** Stops all unpacking. */
  stop(): void {
    this.stopping.abort();
  }

  private async run(...given: readonly [string, string, string]): Promise<void> {
    // Node.js compares real paths with allowed ones: a link above the state folder would deny access to everything.
    const [program = "", zipPath = "", folder = ""] = await Promise.all(
      given.map((path) => realpath(path)),
    );
    const flags = permissionFlags({ read: [program, zipPath], write: [`${folder}/`] });
    const child = spawn(
      process.execPath,
      [...flags, "--no-warnings", `--max-old-space-size=${HEAP_MIB}`, program, zipPath, folder],
      {
        env: { LANG: "C" },
        stdio: ["ignore", "pipe", "pipe"],
        killSignal: "SIGKILL",
        signal: this.stopping.signal,
      },
    );
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, this.timeoutMs);
    const ended = new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) =>
        resolve(signal === null ? `exited with exit code ${code}` : `was killed by ${signal}`),
      );
    });
    const [text, stderr, end] = await Promise.all([
      readText(child.stdout),
      readText(child.stderr, KEPT_STDERR),
      ended,
    ]).finally(() => clearTimeout(timer));
    if (text === "") throw withoutAnswer(end, stderr, isLate ? this.timeoutMs : undefined);
    // The program writes nothing else.
    const answer = JSON.parse(text) as UnzipResult;
    if (answer.kind === "rejected") throw new ZipRejectedError(answer.rejection, answer.detail);
    if (answer.kind === "failed")
      throw new Error(`A deployment package could not be unpacked: ${answer.detail}`);
  }
}

/** Too much time or memory is the zip's problem; any other end is one of the system or the emulator. */
function withoutAnswer(end: string, stderr: string, exceededMs: number | undefined): Error {
  if (exceededMs !== undefined) {
    return new ZipRejectedError("unreadable", `unpacking took more than ${exceededMs / 1_000} s`);
  }
  if (/heap out of memory|Zone Allocation failed/i.test(stderr)) {
    return new ZipRejectedError("unreadable", `unpacking took more than ${HEAP_MIB} MiB of memory`);
  }
  const words = stderr
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, SHOWN_STDERR);
  return new Error(
    `The process that unpacks a deployment package ${end}.${words === "" ? "" : ` Its output: ${words}`}`,
  );
}

/** Reads a stream as text, or its last characters. */
async function readText(stream: Readable, keptCharacters = Infinity): Promise<string> {
  let text = "";
  stream.setEncoding("utf8");
  for await (const part of stream) text = (text + String(part)).slice(-keptCharacters);
  return text;
}
