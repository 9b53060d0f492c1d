import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Memory of a process, in KiB: all of it that is in RAM, buffers and code included. */
export interface ProcessMemory {
  readonly nowKiB: number;
  /** The most that it ever was. */
  readonly peakKiB: number;
}

const onLinux = process.platform === "linux";

/** Time between two looks at a process that works, in milliseconds; without `/proc` each look starts a program. */
export const WATCH_INTERVAL_MS = onLinux ? 25 : 500;

/** Reads the memory of a process; undefined when it is gone. */
export async function processMemory(pid: number): Promise<ProcessMemory | undefined> {
  try {
    return onLinux ? await fromProc(pid) : await fromPs(pid);
  } catch {
    return undefined;
  }
}

async function fromProc(pid: number): Promise<ProcessMemory | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const nowKiB = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  const peakKiB = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (nowKiB === undefined || peakKiB === undefined) return undefined;
  return { nowKiB: Number(nowKiB), peakKiB: Number(peakKiB) };
}

async function fromPs(pid: number): Promise<ProcessMemory | undefined> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  const nowKiB = Number(stdout);
  return Number.isFinite(nowKiB) ? { nowKiB, peakKiB: nowKiB } : undefined;
}
