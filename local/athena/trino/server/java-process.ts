import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { allowedEnvironment, isolatedAwsSettings } from "../../../processes/allowed-environment";
import { PRIVATE_FILE_MODE } from "../../../home/private-files";
import { sendSignal } from "../../../processes/signals";

/** How the server's process is started. */
export interface JavaProcessProps {
  /** Path of the program `java`. */
  readonly java: string;
  readonly serverFolder: string;
  /** Trino's settings. */
  readonly configFile: string;
  /** Folder for temporary files. */
  readonly temporaryFolder: string;
  readonly memoryMiB: number;
  /** Gets everything that the server prints. */
  readonly logFile: string;
}

/**
 * Becomes Java, after starting a process that kills the whole group when standard input ends: that is when this program
 * exits, however it is ended.
 */
const LAUNCHER = 'exec 3<&0; { cat <&3 >/dev/null; kill -s KILL 0; } & exec "$@" 3<&- </dev/null';

/** Variables that the server needs; those of Java itself (`JAVA_TOOL_OPTIONS`) would change what it loads. */
const VARIABLES: ReadonlySet<string> = new Set(["PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE"]);

/** Starts Trino in a process group of its own, which ends with this program. */
export function startJava(props: JavaProcessProps): ChildProcess {
  const log = openSync(props.logFile, "w", PRIVATE_FILE_MODE);
  try {
    return spawn("/bin/sh", ["-c", LAUNCHER, "sh", props.java, ...javaArguments(props)], {
      detached: true,
      cwd: props.temporaryFolder,
      stdio: ["pipe", log, log],
      env: { ...ownVariables(), ...isolatedAwsSettings },
    });
  } finally {
    closeSync(log);
  }
}

/** Kills the server and its group. Its data is in the embedded AWS, and nothing waits to be written. */
export function killJava({ pid }: ChildProcess): void {
  if (pid !== undefined) sendSignal(-pid, "SIGKILL");
}

function ownVariables(): Record<string, string> {
  const allowed = Object.entries(allowedEnvironment());
  return Object.fromEntries(allowed.filter(([name]) => VARIABLES.has(name)));
}

function javaArguments(props: JavaProcessProps): string[] {
  return [
    `-Xmx${props.memoryMiB}m`,
    // One collector thread and the quick compiler: short statements on few cores need half the processor time.
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:+ExitOnOutOfMemoryError",
    // No file in the shared folder for temporary files.
    "-XX:-UsePerfData",
    "-XX:+EnableDynamicAgentLoading",
    "-Djdk.attach.allowAttachSelf=true",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Dfile.encoding=UTF-8",
    "-Duser.timezone=UTC",
    `-Djava.io.tmpdir=${props.temporaryFolder}`,
    `-Dconfig=${props.configFile}`,
    ...["-cp", path.join(props.serverFolder, "lib", "*"), "io.trino.server.TrinoServer"],
  ];
}
