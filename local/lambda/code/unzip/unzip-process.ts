import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { permissionFlags } from "../../process/permission-flags";
import type { UnzipAnswer } from "./main";
import { ZipRefusedError } from "./zip-limits";

/** A package of the greatest size takes seconds; one that takes this long is made to. */
const TIMEOUT_MS = 120_000;

/** Memory of the unpacking process: it streams. */
const HEAP_MIB = 256;

/** Processes at one time; more wait. */
const MAXIMUM_PROCESSES = 2;

/** Unpacks deployment packages in processes of their own. */
export class UnzipProcesses {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly stopping = new AbortController();

  /** @param program file made by `bundleProgram` */
  constructor(private readonly program: () => Promise<string>) {}

  /**
   * Unpacks a zip into an empty folder.
   *
   * @throws ZipRefusedError when the zip can't be taken, Error when the system fails
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

  /** Ends every unpacking. */
  stop(): void {
    this.stopping.abort();
  }

  private async run(program: string, zipPath: string, folder: string): Promise<void> {
    const flags = permissionFlags({ read: [program, zipPath], write: [`${folder}/`] });
    const child = spawn(
      process.execPath,
      [...flags, "--no-warnings", `--max-old-space-size=${HEAP_MIB}`, program, zipPath, folder],
      {
        env: { LANG: "C" },
        stdio: ["ignore", "pipe", "ignore"],
        timeout: TIMEOUT_MS,
        killSignal: "SIGKILL",
        signal: this.stopping.signal,
      },
    );
    const ended = new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(`it ended with ${signal ?? code}`));
    });
    const [text, end] = await Promise.all([readText(child.stdout), ended]);
    // Our own program writes nothing else; when it was killed it wrote nothing.
    const answer = text === "" ? undefined : (JSON.parse(text) as UnzipAnswer);
    if (answer === undefined) throw new ZipRefusedError("unreadable", `unpacking: ${end}`);
    if (answer.kind === "refused") throw new ZipRefusedError(answer.refusal, answer.detail);
    if (answer.kind === "failed") throw new Error(`A deployment package: ${answer.detail}`);
  }
}

async function readText(stream: Readable): Promise<string> {
  let text = "";
  stream.setEncoding("utf8");
  for await (const part of stream) text += String(part);
  return text;
}
