import { readFileSync, readdirSync } from "node:fs";

/** A process in Linux's /proc. */
export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  readonly arguments: readonly string[];
  /** Its initial environment. */
  readonly environment: readonly string[];
}

/** A process and its descendants; Linux only. */
export function processTree(pid: number): SeenProcess[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => seen(Number(name)) ?? []);
  const within = (parent: number): SeenProcess[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...within(each.pid)]);
  return [...all.filter((each) => each.pid === pid), ...within(pid)];
}

/** A process that ended meanwhile, or belongs to another user, is skipped. */
function seen(pid: number): SeenProcess | undefined {
  try {
    const parts = (file: string) =>
      readFileSync(`/proc/${pid}/${file}`, "utf8").split("\0").filter(Boolean);
    // The name, in parentheses, may contain any character; the parent is the second field after it.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return { pid, parent, arguments: parts("cmdline"), environment: parts("environ") };
  } catch {
    return undefined;
  }
}
