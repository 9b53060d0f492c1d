import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Resident memory of a process and everything that it started, in bytes. Pages that several share count several times. */
export async function treeMemory(root: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,rss="]);
  const processes = stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = 0, parent = 0, kibibytes = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, kibibytes };
    });
  const sumOf = (pid: number): number =>
    processes
      .filter(({ parent }) => parent === pid)
      .reduce((sum, child) => sum + child.kibibytes + sumOf(child.pid), 0);
  const own = processes.find(({ pid }) => pid === root)?.kibibytes;
  if (own === undefined) throw new Error(`There is no process ${root}.`);
  return (own + sumOf(root)) * 1024;
}
