import type { ConsoleCalls, ResultOf } from "../../../../cli/console/api/calls";
import { TOKEN_HEADER } from "../../../../cli/console/server/console-server";
import type { LakeCommand, Started } from "../../../support/emulator/lake-command";
import { until } from "../../../support/until";

/** A call that was not answered. */
export interface CallFailure {
  readonly status: number;
  readonly error: { readonly message: string; readonly advice?: string };
}

/** Calls to a console as its page makes them, without a browser. */
export class ConsoleCaller {
  /** @param address with its token, as the console prints it */
  constructor(readonly address: string) {}

  /** @throws Error with the reason of a call that fails */
  async call<Name extends keyof ConsoleCalls>(
    name: Name,
    input: object = {},
  ): Promise<ResultOf<Name>> {
    // The server's calls return what this type is made of.
    return JSON.parse(await this.text(name, input)) as ResultOf<Name>;
  }

  /** The body of an answer. @throws Error with the reason of a call that fails */
  async text(name: keyof ConsoleCalls, input: object): Promise<string> {
    const response = await this.send(name, input);
    const body = await response.text();
    if (!response.ok) throw new Error(`${name}: ${response.status} ${body}`);
    return body;
  }

  /** The reason of a call that has to fail. */
  async failure(name: keyof ConsoleCalls, input: object = {}): Promise<CallFailure> {
    const response = await this.send(name, input);
    // The server's form of a failure.
    const { error } = (await response.json()) as Pick<CallFailure, "error">;
    return { status: response.status, error };
  }

  private send(name: string, input: object): Promise<Response> {
    const [base = "", token = ""] = this.address.split("#token=");
    return fetch(`${base}api/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", [TOKEN_HEADER]: token },
      body: JSON.stringify(input),
    });
  }
}

/** `lake console` of a lake. */
export class RunningConsole extends ConsoleCaller {
  private constructor(
    private readonly started: Started,
    address: string,
  ) {
    super(address);
  }

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

  /** Ends it as Ctrl-C does; resolves with its exit code. */
  async stop(): Promise<number | null> {
    this.started.process.kill("SIGINT");
    return (await this.started.ended).exitCode;
  }
}
