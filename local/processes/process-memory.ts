import { readFileSync } from "node:fs";

/** Memory of a process, in bytes: all of it that is in RAM, buffers and code included. */
export interface ProcessMemory {
  readonly residentBytes: number;
  /** The most that it ever was. */
  readonly peakBytes: number;
}

/** Whether this system shows the memory of other processes in a file. */
export const HAS_PROC_STATUS = process.platform === "linux";

/**
 * Reads the memory of a process from `/proc`.
 *
 * @returns undefined where the system has no such file, or the process is gone
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
