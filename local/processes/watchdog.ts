import { Worker } from "node:worker_threads";

/** Options of {@link startWatchdog}. */
export interface WatchdogProps {
  /** Kills the process above this memory. @default - no limit */
  readonly memoryLimitBytes?: number;
  /**
   * File descriptor to which the reason is written before the process is killed: `orphan` or `memory`. @default - none
   */
  readonly reasonDescriptor?: number;
  /** File descriptor to which the memory in bytes is written, one line each time. @default - none */
  readonly memoryDescriptor?: number;
}

const INTERVAL_MS = 50;

const PROGRAM = `
  const { workerData } = require("node:worker_threads");
  const { writeSync } = require("node:fs");
  const { parent, intervalMs, memoryLimitBytes, reasonDescriptor, memoryDescriptor } = workerData;
  const write = (descriptor, text) => {
    try { if (descriptor !== undefined) writeSync(descriptor, text); } catch {}
  };
  const kill = (reason) => {
    write(reasonDescriptor, reason);
    process.kill(process.pid, "SIGKILL");
  };
  setInterval(() => {
    if (process.ppid !== parent) return kill("orphan");
    if (memoryLimitBytes === undefined && memoryDescriptor === undefined) return;
    const bytes = process.memoryUsage.rss();
    if (bytes > memoryLimitBytes) return kill("memory");
    write(memoryDescriptor, bytes + "\\n");
  }, intervalMs);
`;

/**
 * Starts a thread, which nothing else in this process can block, that kills the process when its parent exits or it
 * exceeds its memory limit.
 */
export function startWatchdog(props: WatchdogProps = {}): void {
  new Worker(PROGRAM, {
    eval: true,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 16 },
    workerData: { ...props, parent: process.ppid, intervalMs: INTERVAL_MS },
  }).unref();
}
