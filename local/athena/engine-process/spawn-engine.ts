import { type ChildProcess, spawn } from "node:child_process";

import { isolatedAwsSettings } from "../../processes/allowed-environment";
import { REPORT_MEMORY } from "./engine-messages";

/** The environment of the process, which has none of the user's variables. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  TZ: "UTC",
  ...isolatedAwsSettings,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/** How a query process is started. */
export interface SpawnEngineOptions {
  /** The program made by `bundleEngine`. */
  readonly bundle: string;
  readonly folder: string;
  readonly heapMiB: number;
  /** Whether it writes its memory to standard output. */
  readonly reportsMemory: boolean;
}

/** Starts the program that runs queries, with a channel for messages. */
export function spawnEngine(options: SpawnEngineOptions): ChildProcess {
  const { bundle, folder: cwd, heapMiB, reportsMemory } = options;
  return spawn(
    process.execPath,
    [`--max-old-space-size=${heapMiB}`, bundle, ...(reportsMemory ? [REPORT_MEMORY] : [])],
    {
      cwd,
      env: ENVIRONMENT,
      stdio: ["ignore", reportsMemory ? "pipe" : "ignore", "pipe", "ipc"],
    },
  );
}
