import { readFileSync } from "node:fs";

/** Resident memory of a process in bytes. */
export interface ProcessMemory {
  readonly residentBytes: number;
  /** The maximum so far. */
  readonly peakBytes: number;
}

/** Whether this system provides the memory of other processes as a file. */
export const HAS_PROC_STATUS = process.platform === "linux";

/**
 * Reads the memory of a process from `/proc`.
 *
 * @returns undefined if the system has no such file, or the process no longer exists
 */
export function procMemory(pid: number): ProcessMemory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    if (resident === undefined || peak === undefined) return undefined;
    return { residentBytes: Number(resident) * 1024, peakBytes: Number(peak) * 1024 };
  } catch {
    return undefined;
  }
}
