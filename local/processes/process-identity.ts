import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { errorCode } from "../error-code";
import { isAlive } from "./signals";

/** What tells a process from every other that had or gets its number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** In the system's own form, which is only ever compared. */
  readonly startTime: string;
  /** The program and its arguments, separated by blanks. */
  readonly commandLine: string;
}

/** What became of a process that was recorded. `other`: it is gone, and its number is a stranger's now. */
export type ProcessStatus = "same" | "gone" | "other" | "unreadable";

/**
 * Reads who has a process number: from `/proc` on Linux, from `ps` elsewhere.
 *
 * @returns `gone` for a process that ended, also where its parent has not asked for its exit code yet; `unreadable` where
 * the system does not tell
 */
export function identifyProcess(pid: number): ProcessIdentity | "gone" | "unreadable" {
  if (!isAlive(pid)) return "gone";
  return existsSync("/proc/self/stat") ? identifyByProc(pid) : identifyByPs(pid);
}

/** This process, as others see it. */
export function ownIdentity(): ProcessIdentity {
  const own = identifyProcess(process.pid);
  return typeof own === "object" ? own : { pid: process.pid, startTime: "", commandLine: "" };
}

/** Looks whether a process that was recorded is still there, and not another one of its number. */
export function processStatus({ pid, startTime, commandLine }: ProcessIdentity): ProcessStatus {
  const found = identifyProcess(pid);
  if (typeof found === "string") return found;
  // Where nothing could be read when it was recorded, nothing can be compared.
  if (startTime === "" || commandLine === "") return "unreadable";
  return found.startTime === startTime && found.commandLine === commandLine ? "same" : "other";
}

/** This user's processes whose command line matches. */
export function findProcesses(commandLine: RegExp): ProcessIdentity[] {
  const all = existsSync("/proc/self/stat") ? ownByProc() : ownByPs();
  return all.filter((each) => each.pid !== process.pid && commandLine.test(each.commandLine));
}

function identifyByProc(pid: number): ProcessIdentity | "gone" | "unreadable" {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state = "", startTicks = ""] = [fields[0], fields[19]];
    if (/^[ZXx]$/.test(state)) return "gone";
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return { pid, startTime: `${bootId()} ${startTicks}`, commandLine: words.join(" ").trimEnd() };
  } catch (error) {
    const code = errorCode(error);
    // Mounted with `hidepid`, /proc has no folder for another user's process, which is there all the same.
    return (code === "ENOENT" || code === "ESRCH") && !isAlive(pid) ? "gone" : "unreadable";
  }
}

/** Ticks count from the start of the machine, so that after another start they may be the same. */
function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

function ownByProc(): ProcessIdentity[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (statSync(`/proc/${name}`).uid !== process.getuid?.()) return [];
      } catch {
        return [];
      }
      const found = identifyByProc(Number(name));
      return typeof found === "string" ? [] : [found];
    });
}

const PS_LINE = /^\s*(\d+)\s+(\w{3} +\w{3} +\d+ [\d:]{8} \d{4})\s+(.*)$/;

function identifyByPs(pid: number): ProcessIdentity | "gone" | "unreadable" {
  const lines = ps("-p", String(pid));
  if (lines === undefined) return "unreadable";
  return parsePsLines(lines)[0] ?? (isAlive(pid) ? "unreadable" : "gone");
}

function ownByPs(): ProcessIdentity[] {
  return parsePsLines(ps("-U", String(process.getuid?.() ?? "")) ?? "");
}

/** The processes in the output of `ps -o pid=,lstart=,command=`. */
export function parsePsLines(text: string): ProcessIdentity[] {
  return text.split("\n").flatMap((line) => {
    const [, pid, startTime = "", commandLine = ""] = PS_LINE.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), startTime, commandLine }];
  });
}

function ps(...which: readonly string[]): string | undefined {
  const args = ["-ww", "-o", "pid=", "-o", "lstart=", "-o", "command=", ...which];
  try {
    // The same moment reads the same whatever the user's language and zone.
    const env = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
    return execFileSync("ps", args, { env, encoding: "utf8", timeout: 5_000 });
  } catch (error) {
    // `ps` ends with 1 where it finds none.
    return hasStatus(error, 1) ? "" : undefined;
  }
}

function hasStatus(thrown: unknown, status: number): boolean {
  return (
    typeof thrown === "object" && thrown !== null && "status" in thrown && thrown.status === status
  );
}
