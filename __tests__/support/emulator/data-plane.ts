import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const PROGRAM = path.join(__dirname, "delivery-process.ts");

/** The data plane of Firehose as a process that can be killed. */
export class DataPlane {
  /** Errors that it logged. */
  readonly errors: string[] = [];
  private readonly moments = new EventEmitter();
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;
  private objects = 0;
  private stderr = "";

  /** Starts it; it continues from the state folder. */
  constructor(endpointUrl: string, region: string, stateFolder: string) {
    const args = ["--require", "tsx/cjs", PROGRAM, endpointUrl, region, stateFolder];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
    this.child = child;
    this.exited = once(child, "exit");
    child.stderr.on("data", (chunk: Buffer) => (this.stderr += chunk.toString("utf8")));
    createInterface(child.stdout).on("line", (line) => this.hear(line));
  }

  /** Resolves when it has started to read. */
  started(): Promise<void> {
    return this.moment("started");
  }

  /** Resolves when it has written the given number of objects. */
  async wroteObjects(count: number): Promise<void> {
    while (this.objects < count) await this.moment("object");
  }

  /** Kills it like a power failure, without any clean-up. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exited;
  }

  private hear(line: string): void {
    // The program prints exactly this.
    const { level, message } = JSON.parse(line) as { level: string; message: string };
    if (level === "error") this.errors.push(message);
    if (message.includes("delivers from")) this.moments.emit("started");
    if (!/ records \(\d+ bytes\) to s3:/.test(message)) return;
    this.objects += 1;
    this.moments.emit("object");
  }

  private async moment(name: "started" | "object"): Promise<void> {
    const waiting = new AbortController();
    const { signal } = waiting;
    try {
      await Promise.race([
        once(this.moments, name, { signal }),
        this.exited.then(() => Promise.reject(this.fault("it ended by itself"))),
        sleep(30_000, undefined, { signal }).then(() =>
          Promise.reject(this.fault("nothing came within 30 s")),
        ),
      ]);
    } finally {
      waiting.abort();
    }
  }

  private fault(what: string): Error {
    return new Error([`The data plane: ${what}.`, ...this.errors, this.stderr].join("\n"));
  }
}
