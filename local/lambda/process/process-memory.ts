import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { HAS_PROC_STATUS, procMemory } from "../../processes/process-memory";
import type { ProcessMemory } from "../../processes/process-memory";

/** Interval between two checks of the memory in milliseconds; without `/proc` each check starts a program. */
export const MEMORY_INTERVAL_MS = HAS_PROC_STATUS ? 25 : 500;

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
