import { TOKEN_HEADER } from "../../../../cli/console/server/console-server";
import type { LakeCommand, Started } from "../../../support/emulator/lake-command";
import { until } from "../../../support/until";

/** `lake console` of a lake, and its calls without a browser. */
export class RunningConsole {
  private constructor(
    private readonly started: Started,
    readonly address: string,
  ) {}

  static async start(lake: LakeCommand, ...args: readonly string[]): Promise<RunningConsole> {
    const started = lake.start("console", "--json", ...args);
    let exited = false;
    void started.ended.then(() => (exited = true));
    await until("the address of the console", () => exited || started.stdout().includes("}"));
    if (exited) throw new Error((await started.ended).stderr);
    // What the command prints.
    const { address } = JSON.parse(started.stdout()) as { address: string };
    return new RunningConsole(started, address);
  }

  /** Calls as the page does. */
  async call<Result>(name: string, input: object = {}): Promise<Result> {
    const [base = "", token = ""] = this.address.split("#token=");
    const response = await fetch(`${base}api/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", [TOKEN_HEADER]: token },
      body: JSON.stringify(input),
    });
    // The caller knows the result of the call.
    return (await response.json()) as Result;
  }

  /** Ends it as Ctrl-C does; resolves with its exit code. */
  async stop(): Promise<number | null> {
    this.started.process.kill("SIGINT");
    return (await this.started.ended).exitCode;
  }
}
