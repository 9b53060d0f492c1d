import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { identifyProcess, ownIdentity } from "../../../local/runtime/process-identity";

/** What the object of a lease says. */
export interface LeaseHolder {
  readonly state: "held" | "free";
  readonly run: string;
  /** For people: several machines may have one name. */
  readonly host: string;
  readonly pid: number;
  /**
   * One start of one machine, and there one space of process numbers. Absent where the system does not tell, and in
   * leases of earlier versions: whether such a holder lives can't be asked.
   */
  readonly machine?: string | undefined;
  /** When the process began, in the system's own form: its number may be another's by now. */
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
    // Empty where the system does not tell.
    startTime: ownIdentity().startTime || undefined,
  };
}

/** Whether the process that holds a lease has certainly ended: it was on this machine, and is no more. */
export function isGone({ machine, pid, startTime }: LeaseHolder): boolean {
  if (machine === undefined || machine !== machineOfThisProcess()) return false;
  const found = identifyProcess(pid);
  // Where the system hides another user's process, it is there, and nobody can say since when.
  if (typeof found === "string") return found === "gone";
  // Earlier versions wrote an empty text where the system did not tell.
  const isKnown = startTime !== undefined && startTime !== "";
  return isKnown && found.startTime !== startTime;
}

/** @throws where the text is no holder */
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
  if (!isHolder) throw new Error("it names no holder");
  return holder;
}

function machineOfThisProcess(): string | undefined {
  try {
    // Containers of one machine share the first; a process number means something in the second only.
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
