import { readFileSync, readdirSync } from "node:fs";

/** A process as Linux's /proc shows it. */
export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  readonly arguments: readonly string[];
  /** As it was started with. */
  readonly environment: readonly string[];
}

/** A process and all that descend from it; Linux only. */
export function processTree(pid: number): SeenProcess[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => seen(Number(name)) ?? []);
  const within = (parent: number): SeenProcess[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...within(each.pid)]);
  return [...all.filter((each) => each.pid === pid), ...within(pid)];
}

/** One that ended meanwhile, or is another user's, is not seen. */
function seen(pid: number): SeenProcess | undefined {
  try {
    const parts = (file: string) =>
      readFileSync(`/proc/${pid}/${file}`, "utf8").split("\0").filter(Boolean);
    // The name, in brackets, may hold anything; the parent is the second field behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return { pid, parent, arguments: parts("cmdline"), environment: parts("environ") };
  } catch {
    return undefined;
  }
}
