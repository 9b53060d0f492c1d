import { readFileSync } from "node:fs";

/** Whether this system shows the memory of other processes in a file. */
export const HAS_PROC_STATUS = process.platform === "linux";

/**
 * Bytes that a process has in memory.
 *
 * @returns undefined where the system doesn't show it, or the process is gone
 */
export function residentBytes(pid: number): number | undefined {
  try {
    const [, kibibytes] =
      /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}
