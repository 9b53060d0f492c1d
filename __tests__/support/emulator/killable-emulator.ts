import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { AwsClients } from "../../../local/aws-clients";
import { lakeHome } from "../../../local/home/lake-home";
import { findMoto } from "../../../toolchain/moto/moto";

const PROGRAM = path.join(__dirname, "emulator-process.ts");

/** An embedded AWS in a process of its own, with a folder that outlives it. */
export class KillableEmulator {
  readonly region = "us-east-1";
  readonly clients: AwsClients;

  private constructor(
    private readonly child: ChildProcess,
    readonly endpointUrl: string,
  ) {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    this.clients = new AwsClients({ region: this.region, endpointUrl, credentials });
  }

  /** Starts it with what its folder holds. @throws Error with what it printed if it does not start */
  static async start(folder: string): Promise<KillableEmulator> {
    const { toolsFolder } = lakeHome();
    const python = await findMoto({ toolsFolder, progress: () => undefined });
    const args = ["--require", "tsx/cjs", PROGRAM, python, folder];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
    let printed = "";
    child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
    for await (const line of createInterface(child.stdout))
      return new KillableEmulator(child, line);
    throw new Error(printed);
  }

  /** Kills it as the system does without a warning; its children end with it. */
  async kill(): Promise<void> {
    this.clients.destroy();
    const exited = once(this.child, "exit");
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill("SIGKILL");
      await exited;
    }
  }
}
