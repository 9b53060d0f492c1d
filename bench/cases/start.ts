import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../local/processes/free-port";
import { projectFolder } from "../../local/home/lake-home";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { runCommand, timeInterleaved } from "../harness/timed-command";
import type { Command } from "../harness/timed-command";

const MOST_STARTS_OF_NODE = 3;
const MOST_HELPS = 5;

/**
 * Measures what people and shells wait for again and again: help and completion against a start of Node.js, and the status of
 * a deployed lake against the help.
 */
export async function measureStart(rounds: number): Promise<readonly BenchmarkResult[]> {
  const home = mkdtempSync(path.join(tmpdir(), "bench-start-"));
  const lake = (...args: string[]): Command => ({
    program: process.execPath,
    args: [path.join(projectFolder, "cli", "lake.mjs"), ...args],
    environment: { LAKE_HOME: home },
  });
  try {
    await runCommand(lake("up", "--port", String(await freePort())));
    const { node, help, completion, status } = await timeInterleaved(
      {
        node: { program: process.execPath, args: ["-e", "0"] },
        help: lake("--help"),
        completion: lake("completion", "suggest", "--", "crawl", "--dataset", ""),
        status: lake("status"),
      },
      rounds,
    );
    const row = (name: string, measured: number, of: string, base: number, atMost: number) =>
      benchmarkResult({
        name,
        measured,
        unit: "ms",
        baseline: { name: of, measured: base },
        limit: { atMost },
      });
    const start = node.milliseconds;
    return [
      row("lake --help", help.milliseconds, "node -e 0", start, MOST_STARTS_OF_NODE),
      row(
        "completion of a dataset's name",
        completion.milliseconds,
        "node -e 0",
        start,
        MOST_STARTS_OF_NODE,
      ),
      row(
        "lake status of a deployed lake",
        status.milliseconds,
        "lake --help",
        help.milliseconds,
        MOST_HELPS,
      ),
    ];
  } finally {
    await runCommand(lake("down", "--delete", "--yes"));
    rmSync(home, { recursive: true, force: true });
  }
}
