import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";

/** A process that outlived its test. */
export interface Leftover {
  readonly pid: number;
  readonly command: string;
}

/**
 * The processes of a test run: those with the folder of the run in their environment or arguments, except this process and its
 * ancestors.
 */
export function processesOf(runFolder: string): Leftover[] {
  const all = existsSync("/proc/self/environ") ? readProc() : readPs();
  const own = ancestors(new Map(all.map(({ pid, parent }) => [pid, parent])));
  return all
    .filter(({ pid, text }) => text.includes(runFolder) && !own.has(pid))
    .map(({ pid, command }) => ({ pid, command }));
}

/** Kills processes; those that already exited are ignored. */
export function endAll(leftovers: readonly Leftover[]): void {
  for (const { pid } of leftovers) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It already exited.
    }
  }
}

interface Listed extends Leftover {
  readonly parent: number;
  /** Arguments and environment. */
  readonly text: string;
}

function readProc(): Listed[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = read(name, "cmdline").replaceAll("\0", " ").trim();
        const [, parent] = read(name, "stat").match(/^.*\) \S (\d+)/s) ?? [];
        const text = `${command}\n${read(name, "environ")}`;
        return [{ pid: Number(name), parent: Number(parent), command, text }];
      } catch {
        // It exited meanwhile, or belongs to another user.
        return [];
      }
    });
}

function read(pid: string, file: string): string {
  return readFileSync(`/proc/${pid}/${file}`, "utf8");
}

/** On macOS `ps` shows the environment of own processes after their arguments. */
function readPs(): Listed[] {
  const list = execFileSync("ps", ["-Ewwo", "pid=,ppid=,command="], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return list.split("\n").flatMap((line) => {
    const [, pid, parent, text = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined
      ? []
      : [{ pid: Number(pid), parent: Number(parent), command: text.slice(0, 200), text }];
  });
}

function ancestors(parents: ReadonlyMap<number, number>): Set<number> {
  const own = new Set<number>();
  for (let pid: number | undefined = process.pid; pid !== undefined; pid = parents.get(pid)) {
    if (own.has(pid)) break;
    own.add(pid);
  }
  return own;
}
