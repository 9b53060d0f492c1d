import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const PROGRAM = path.join(__dirname, "delivery-process.ts");

/** The data plane of Firehose as a process that can be killed. */
export class DataPlane {
  /** Logged errors. */
  readonly errors: string[] = [];
  private readonly events = new EventEmitter();
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;
  private objects = 0;
  private stderr = "";

  /** Starts the process; it resumes from the state folder. */
  constructor(endpointUrl: string, region: string, stateFolder: string) {
    const args = ["--require", "tsx/cjs", PROGRAM, endpointUrl, region, stateFolder];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
    this.child = child;
    this.exited = once(child, "exit");
    child.stderr.on("data", (chunk: Buffer) => (this.stderr += chunk.toString("utf8")));
    createInterface(child.stdout).on("line", (line) => this.onLogLine(line));
  }

  /** Resolves when it has started to read the stream. */
  started(): Promise<void> {
    return this.nextEvent("started");
  }

  /** Resolves when it has written the given number of objects. */
  async wroteObjects(count: number): Promise<void> {
    while (this.objects < count) await this.nextEvent("object");
  }

  /** Kills it like a power failure, without any clean-up. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exited;
  }

  private onLogLine(line: string): void {
    // The format of the program's log.
    const { level, message } = JSON.parse(line) as { level: string; message: string };
    if (level === "error") this.errors.push(message);
    if (message.includes("started, source")) this.events.emit("started");
    if (!/ records \(\d+ bytes\) to s3:/.test(message)) return;
    this.objects += 1;
    this.events.emit("object");
  }

  private async nextEvent(name: "started" | "object"): Promise<void> {
    const waiting = new AbortController();
    const { signal } = waiting;
    try {
      await Promise.race([
        once(this.events, name, { signal }),
        this.exited.then(() => Promise.reject(this.failure("exited unexpectedly"))),
        sleep(30_000, undefined, { signal }).then(() =>
          Promise.reject(this.failure("no event within 30 s")),
        ),
      ]);
    } finally {
      waiting.abort();
    }
  }

  private failure(what: string): Error {
    return new Error([`The data plane failed: ${what}.`, ...this.errors, this.stderr].join("\n"));
  }
}
