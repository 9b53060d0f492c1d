import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { Duplex } from "node:stream";
import { CONFINED } from "../runtime/messages";
import { permissionFlags } from "./permission-flags";

/** What the runtime of a function is started with. */
export interface RuntimeChildProps {
  /** The program made by `writeProgram`. */
  readonly runtimeFile: string;
  /** Folder of the unpacked code; a real path, as the permission model needs it. */
  readonly taskRoot: string;
  /** Folder that is `/tmp` to the function; a real path. */
  readonly tmpFolder: string;
  /** All environment variables; nothing of the emulator's own leaks in. */
  readonly environment: Readonly<Record<string, string>>;
  readonly memorySizeMiB: number;
  /** Whether the function may read only its code, and write only its `/tmp`. */
  readonly confined: boolean;
}

/** Shares of the memory that V8's generations may fill, as in Lambda; the rest is for the runtime itself. */
const OLD_SPACE_SHARE = 0.9;
const SEMI_SPACE_SHARE = 0.05;

/** Starts the runtime in a process group of its own. */
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
      // A process group of its own, which is ended as a whole.
      detached: true,
    },
  );
}

/** The pipe over which requests and responses go. */
export function channelOf({ stdio }: ChildProcess): Duplex {
  const channel = stdio[3];
  // What `pipe` means behind the three standard streams; missing only where the process could not be started.
  return channel instanceof Duplex
    ? channel
    : new Duplex({ write: (_chunk, _encoding, done) => done() });
}
