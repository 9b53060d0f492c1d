import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { Duplex } from "node:stream";
import { CONFINED } from "../runtime/runtime-messages";
import { permissionFlags } from "./permission-flags";

/** Options of {@link spawnRuntime}. */
export interface RuntimeChildProps {
  /** The program written by `writeProgram`. */
  readonly runtimeFile: string;
  /** Folder of the unpacked code; a real path, as the permission model requires. */
  readonly taskRoot: string;
  /** Folder that is `/tmp` for the function; a real path. */
  readonly tmpFolder: string;
  /** All environment variables; none of the emulator's own are inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly memorySizeMiB: number;
  /** Whether the function may read only its code, and write only to its `/tmp`. */
  readonly confined: boolean;
}

/** Shares of the memory for V8's generations, as in Lambda; the rest is for the runtime itself. */
const OLD_SPACE_SHARE = 0.9;
const SEMI_SPACE_SHARE = 0.05;

/** Starts the runtime in its own process group. */
export function spawnRuntime(props: RuntimeChildProps): ChildProcess {
  const { runtimeFile, taskRoot, tmpFolder, environment, memorySizeMiB, confined } = props;
  const semiSpaceMiB = Math.max(1, Math.floor(memorySizeMiB * SEMI_SPACE_SHARE));
  return spawn(
    process.execPath,
    [
      ...(confined
        ? permissionFlags({ read: [runtimeFile, `${taskRoot}/`], write: [`${tmpFolder}/`] })
        : []),
      `--max-old-space-size=${Math.floor(memorySizeMiB * OLD_SPACE_SHARE)}`,
      `--max-semi-space-size=${semiSpaceMiB}`,
      runtimeFile,
      tmpFolder,
      ...(confined ? [CONFINED] : []),
    ],
    {
      cwd: taskRoot,
      env: environment,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      // The whole process group is killed at the end.
      detached: true,
    },
  );
}

/** The pipe for requests and responses. */
export function channelOf({ stdio }: ChildProcess): Duplex {
  const channel = stdio[3];
  // `pipe` creates a duplex stream here; it is missing only if the process could not be started.
  return channel instanceof Duplex
    ? channel
    : new Duplex({ write: (_chunk, _encoding, done) => done() });
}
