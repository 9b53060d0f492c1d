import { readFileSync } from "node:fs";

/** Whether `/proc` shows the memory of other processes. */
export const HAS_PROC_STATUS = process.platform === "linux";

/**
 * Resident memory of a process in bytes.
 *
 * @returns undefined where `/proc` is missing, or the process has exited
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
