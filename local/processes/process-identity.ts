import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { errorCode } from "../../errors/error-code";
import { isAlive } from "./signals";

/** Distinguishes a process from every other that has or had the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** In the system's own format; only compared for equality. */
  readonly startTime: string;
  /** The program and its arguments, separated by spaces. */
  readonly commandLine: string;
}

/** Status of a recorded process. `other`: it no longer exists, and another process has its number. */
export type ProcessStatus = "same" | "gone" | "other" | "unreadable";

/**
 * Identifies the process with a number: with `/proc` on Linux, with `ps` elsewhere.
 *
 * @returns `gone` for a process that exited, a zombie as well; `unreadable` if the system does not tell
 */
export function identifyProcess(pid: number): ProcessIdentity | "gone" | "unreadable" {
  if (!isAlive(pid)) return "gone";
  return existsSync("/proc/self/stat") ? identifyByProc(pid) : identifyByPs(pid);
}

/** Identifies this process. */
export function ownIdentity(): ProcessIdentity {
  const own = identifyProcess(process.pid);
  return typeof own === "object" ? own : { pid: process.pid, startTime: "", commandLine: "" };
}

/** Compares a recorded process with the one that has its number now. */
export function processStatus({ pid, startTime, commandLine }: ProcessIdentity): ProcessStatus {
  const found = identifyProcess(pid);
  if (typeof found === "string") return found;
  // If it could not be identified when it was recorded, it can't be compared.
  if (startTime === "" || commandLine === "") return "unreadable";
  return found.startTime === startTime && found.commandLine === commandLine ? "same" : "other";
}

/** This user's processes with a matching command line. */
export function findProcesses(commandLine: RegExp): ProcessIdentity[] {
  const all = existsSync("/proc/self/stat") ? ownByProc() : ownByPs();
  return all.filter((each) => each.pid !== process.pid && commandLine.test(each.commandLine));
}

/**
 * What a `stat` file of /proc says after the name of a process or thread, from its state on. The name, in parentheses,
 * may contain any character.
 *
 * @throws what reading it throws
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function statFields(file: string): readonly string[] {
  const stat = readFileSync(file, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function identifyByProc(pid: number): ProcessIdentity | "gone" | "unreadable" {
  try {
    const fields = statFields(`/proc/${pid}/stat`);
    const [state = "", startTicks = ""] = [fields[0], fields[19]];
    if (/^[ZXx]$/.test(state)) return "gone";
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return { pid, startTime: `${bootId()} ${startTicks}`, commandLine: words.join(" ").trimEnd() };
  } catch (error) {
    const code = errorCode(error);
    // With the mount option `hidepid`, /proc hides processes of other users.
    return (code === "ENOENT" || code === "ESRCH") && !isAlive(pid) ? "gone" : "unreadable";
  }
}

/** Start times count from boot, so they can repeat after a restart. */
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

/** Parses the output of `ps -o pid=,lstart=,command=`. */
export function parsePsLines(text: string): ProcessIdentity[] {
  return text.split("\n").flatMap((line) => {
    const [, pid, startTime = "", commandLine = ""] = PS_LINE.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), startTime, commandLine }];
  });
}

function ps(...which: readonly string[]): string | undefined {
  const args = ["-ww", "-o", "pid=", "-o", "lstart=", "-o", "command=", ...which];
  try {
    // So that start times are comparable whatever the user's locale and time zone.
    const env = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
    return execFileSync("ps", args, { env, encoding: "utf8", timeout: 5_000 });
  } catch (error) {
    // `ps` exits with 1 if it finds none.
    return hasStatus(error, 1) ? "" : undefined;
  }
}

function hasStatus(thrown: unknown, status: number): boolean {
  return (
    typeof thrown === "object" && thrown !== null && "status" in thrown && thrown.status === status
  );
}
