import { LOCAL, explainEmulatorFailure } from "../target/local-emulator";
import { requireEnvironment } from "../target/require-environment";
import { onInterrupt } from "../terminal/interruption";
import type { Output } from "../terminal/output";
import { UserError } from "../../errors/user-error";
import { answerCall } from "./api/calls";
import { ConnectedLake } from "../target/connected-lake";
import type { Lake } from "../target/connected-lake";
import { ConsoleServer } from "./server/console-server";
import { bundlePage } from "./server/page-bundle";
import { RequestError } from "./server/request-error";

/** Options of `lake console`. */
export interface ConsoleOptions {
  readonly env: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Allows changes of an environment on AWS; `local` may always be changed. */
  readonly readWrite: boolean;
}

/**
 * `lake console`: serves the page until it is interrupted.
 *
 * @throws UserError for an unknown environment, or a port that is taken
 */
export async function consoleCommand(output: Output, options: ConsoleOptions): Promise<void> {
  const environment = requireEnvironment(options.env);
  const readOnly = environment.name !== LOCAL && !options.readWrite;
  const lake = new ConnectedLake(environment, readOnly);
  const server = await startConsole(lake, options.port);
  const stopped = new Promise<void>((resolve) => {
    onInterrupt(async () => {
      lake.close();
      await server.stop();
      resolve();
    });
  });
  output.result({ address: server.address, environment: environment.name, readOnly }, (started) =>
    [
      `The console of ${started.environment}${readOnly ? ", which it only reads," : ""} is at`,
      `  ${started.address}`,
      "Its token is valid until Ctrl-C ends the console.",
    ].join("\n"),
  );
  await stopped;
}

/**
 * Starts the server of a lake's console.
 *
 * @throws UserError if the port is taken
 */
export async function startConsole(lake: Lake, port: number): Promise<ConsoleServer> {
  const props = {
    port,
    files: await bundlePage(),
    answer: (name: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal) =>
      answerCall(lake, name, input, signal).catch(async (error: unknown) => {
        throw (await outageBehind(lake, error)) ?? error;
      }),
  };
  return ConsoleServer.start(props).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new UserError(
      `Port ${port} is taken by another program.`,
      "Choose another, or leave --port away to take any free one.",
    );
  });
}

/** The outage of the embedded AWS that made a call fail; undefined where something else did. */
async function outageBehind(lake: Lake, error: unknown): Promise<Error | undefined> {
  if (lake.environment.name !== LOCAL || error instanceof RequestError) return undefined;
  return explainEmulatorFailure(error).catch(() => undefined);
}
