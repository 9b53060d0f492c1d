import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { identifyProcess, ownIdentity } from "../../../local/processes/process-identity";

/** Content of a lease object. */
export interface LeaseHolder {
  readonly state: "held" | "free";
  readonly run: string;
  /** For messages only: several machines may share a name. */
  readonly host: string;
  readonly pid: number;
  /**
   * Identifies one boot of a machine and a process namespace on it. Absent where the system does not report it, and in
   * leases of earlier versions: whether such a holder is alive can't be determined.
   */
  readonly machine?: string | undefined;
  /** When the process started, in the system's own format: its process id may have been reused. */
  readonly startTime?: string | undefined;
}

/** This process as the holder of a lease. */
export function ownHolder(run: string): LeaseHolder {
  return {
    state: "held",
    run,
    host: hostname(),
    pid: process.pid,
    machine: machineOfThisProcess(),
    // Empty where the system does not report it.
    startTime: ownIdentity().startTime || undefined,
  };
}

/** Whether the process that holds a lease has certainly ended: it ran on this machine, and no longer exists. */
export function isGone({ machine, pid, startTime }: LeaseHolder): boolean {
  if (machine === undefined || machine !== machineOfThisProcess()) return false;
  const found = identifyProcess(pid);
  // Where the system hides another user's process, it exists, but its start time is unknown.
  if (typeof found === "string") return found === "gone";
  // Earlier versions wrote an empty string where the system did not report it.
  const isKnown = startTime !== undefined && startTime !== "";
  return isKnown && found.startTime !== startTime;
}

/** @throws when the text is not a lease */
export function readHolder(text: string): LeaseHolder {
  const value: unknown = JSON.parse(text);
  // Each field that is used is checked here.
  const holder = value as LeaseHolder | null;
  const isHolder =
    typeof holder === "object" &&
    holder !== null &&
    (holder.state === "held" || holder.state === "free") &&
    typeof holder.run === "string" &&
    Number.isInteger(holder.pid);
  if (!isHolder) throw new Error("it does not name a holder");
  return holder;
}

function machineOfThisProcess(): string | undefined {
  try {
    // Containers of one machine share the boot id; a process id is unique within its namespace only.
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return bootSession();
  }
}

/** @see https://github.com/apple-oss-distributions/xnu/blob/main/bsd/kern/kern_sysctl.c */
function bootSession(): string | undefined {
  try {
    const answer = execFileSync("sysctl", ["-n", "kern.bootsessionuuid"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 5_000,
    }).trim();
    return answer === "" ? undefined : answer;
  } catch {
    return undefined;
  }
}
