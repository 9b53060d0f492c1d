import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

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

/** Reads the memory of a process on any system; undefined if it no longer exists. */
export async function processMemory(pid: number): Promise<ProcessMemory | undefined> {
  return HAS_PROC_STATUS ? procMemory(pid) : fromPs(pid);
}

async function fromPs(pid: number): Promise<ProcessMemory | undefined> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
    const residentBytes = Number(stdout) * 1024;
    return Number.isFinite(residentBytes) ? { residentBytes, peakBytes: residentBytes } : undefined;
  } catch {
    return undefined;
  }
}
