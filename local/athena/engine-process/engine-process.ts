import type { ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";

import type { StoredPage, StoredPageRequest } from "../../s3/listing/stored-objects";
import { HAS_PROC_STATUS, procMemory } from "../../processes/process-memory";
import { CANCELLED_BY_USER, type QueryOutcome } from "../execution/query-runner";
import type { EngineLimits } from "./engine-limits";
import {
  type EngineCommand,
  type EngineReport,
  type EngineSettings,
  parseReport,
  type SerializedJob,
} from "./engine-messages";
import { LimitWatch } from "./limit-watch";
import { processExited, startTimedOut, timedOut } from "./process-outcomes";
import { lowerPriority, restorePriority } from "./process-priority";
import { spawnEngine } from "./spawn-engine";

/** Options of {@link EngineProcess}. */
export interface EngineProcessProps {
  /** The program made by `bundleEngine`. */
  readonly bundle: string;
  readonly settings: EngineSettings;
  readonly limits: EngineLimits;
  /** All processes that share the total limits. @default - only this one */
  readonly peers?: (() => Iterable<EngineProcess>) | undefined;
  /** Lists stored objects for the process. @default - it calls S3 and fetches them */
  readonly storedPage?: StoredPages | undefined;
  /** Whether the process reports its own memory. @default - only where /proc is missing */
  readonly reportsMemory?: boolean | undefined;
}

/** Lists the objects that the embedded S3 stores; undefined if it has nothing of the bucket. */
export type StoredPages = (request: StoredPageRequest) => StoredPage | undefined;

/** What became of a query in a process. */
export interface ProcessRun {
  readonly outcome: QueryOutcome;
  /** Whether the query may have done something. */
  readonly accepted: boolean;
}

/** Characters of standard error that are kept for the reason of a failure. */
const STDERR_TAIL_LENGTH = 4_096;

/** A process that runs queries, one at a time. */
export class EngineProcess {
  /** Queries run so far. */
  queryCount = 0;
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private readonly exited: Promise<QueryOutcome>;
  /** Not at its exit, which a busy machine delays: it runs nothing of the query any more. */
  private readonly killed: Promise<QueryOutcome>;
  private onKilled: (outcome: QueryOutcome) => void = () => undefined;
  private onReport: (report: EngineReport) => void = () => undefined;
  private stderrTail = "";
  private reportedBytes: number | undefined;
  private readonly watch: LimitWatch;
  private alive = true;
  /** Whether it has a lower priority than other query processes. */
  private yields = false;
  /** The outcome of the running query, if the process is killed because of it. */
  private killOutcome: QueryOutcome | undefined;

  constructor(private readonly props: EngineProcessProps) {
    const { bundle, settings, limits, reportsMemory = !HAS_PROC_STATUS } = props;
    mkdirSync(settings.folder, { recursive: true });
    this.watch = new LimitWatch({
      limits,
      scratchFolder: settings.scratchFolder,
      residentBytes: () => this.residentBytes,
      peers: () => [...(props.peers?.() ?? [this])].map(({ watch }) => watch),
      exceeded: (outcome) => this.killWith(outcome),
    });
    this.child = spawnEngine({
      ...{ bundle, reportsMemory },
      folder: settings.folder,
      heapMiB: limits.heapMiB,
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderrTail = (this.stderrTail + text).slice(-STDERR_TAIL_LENGTH);
    });
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      const bytes = Number(text.trimEnd().split("\n").at(-1));
      if (Number.isSafeInteger(bytes)) this.reportedBytes = bytes;
    });
    this.exited = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null, reason = "") => {
        this.alive = false;
        resolve(
          this.killOutcome ??
            processExited({ code, signal, stderrTail: this.stderrTail || reason }),
        );
      };
      this.child.once("exit", () => (this.alive = false));
      // "close" comes after all of standard error was read.
      this.child.once("close", end);
      this.child.once("error", (error) => end(null, null, error.message));
    });
    this.killed = new Promise((resolve) => (this.onKilled = resolve));
    this.ready = new Promise((resolve) => {
      this.child.on("message", (message) => this.onMessage(message, resolve));
    });
    this.send({ kind: "start", settings });
    void this.exited.then(() => rm(settings.folder, { recursive: true, force: true }));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Whether it can run another query, or must be replaced. */
  get usable(): boolean {
    const { maxQueries, idleMemoryBytes } = this.props.limits;
    return (
      this.alive &&
      this.killOutcome === undefined &&
      this.child.connected &&
      !this.yields &&
      this.queryCount < maxQueries &&
      (this.residentBytes ?? 0) < idleMemoryBytes
    );
  }

  /**
   * Runs a query; the process is killed if the query exceeds a limit or does not stop when it is cancelled.
   *
   * @returns `accepted: false` if the process exited by itself before the query did anything
   */
  async run(
    job: SerializedJob,
    planned: (scannedBytes: number) => void,
    signal: AbortSignal,
  ): Promise<ProcessRun> {
    this.queryCount += 1;
    this.watch.start();
    let accepted = false;
    const timers: NodeJS.Timeout[] = [];
    const cancel = (): void => {
      this.send({ kind: "cancel", id: job.id });
      timers.push(
        setTimeout(() => this.killWith(CANCELLED_BY_USER), this.props.limits.stopGraceMs),
      );
    };
    const { startTimeoutMs, timeoutMs, longAfterMs } = this.props.limits;
    const endIn = (milliseconds: number, outcome: (milliseconds: number) => QueryOutcome) =>
      timers.push(setTimeout(() => this.killWith(outcome(milliseconds)), milliseconds));
    endIn(startTimeoutMs, startTimedOut);
    signal.addEventListener("abort", cancel, { once: true });
    const ended = new Promise<QueryOutcome>((resolve) => {
      this.onReport = (report) => {
        if (report.kind === "ready" || report.kind === "list" || report.id !== job.id) return;
        if (report.kind === "accepted") accepted = true;
        else if (report.kind === "planned") planned(report.scannedBytes);
        else resolve(report.outcome);
      };
    });
    try {
      const died = await Promise.race([this.ready.then(() => undefined), this.killed, this.exited]);
      if (signal.aborted) return { outcome: CANCELLED_BY_USER, accepted: true };
      if (died !== undefined) return { outcome: died, accepted: this.killOutcome !== undefined };
      timers.splice(0).forEach((timer) => clearTimeout(timer));
      endIn(timeoutMs, timedOut);
      timers.push(setTimeout(() => this.yieldToOthers(), longAfterMs));
      this.send({ kind: "run", job });
      const outcome = await Promise.race([ended, this.killed, this.exited]);
      // A process that died while its query was being cancelled.
      if (signal.aborted && outcome.state === "FAILED")
        return { outcome: CANCELLED_BY_USER, accepted: true };
      return { outcome, accepted: accepted || this.killOutcome !== undefined };
    } finally {
      this.watch.stop();
      signal.removeEventListener("abort", cancel);
      timers.forEach((timer) => clearTimeout(timer));
      this.onReport = () => undefined;
      if (this.yields && this.pid !== undefined) this.yields = !restorePriority(this.pid);
    }
  }

  /** Kills the process; resolves when it has exited and its folder is removed. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exited;
    await rm(this.props.settings.folder, { recursive: true, force: true });
  }

  /** Bytes of memory; undefined once it has exited. */
  get residentBytes(): number | undefined {
    if (this.reportedBytes !== undefined) return this.reportedBytes;
    return this.child.pid === undefined ? undefined : procMemory(this.child.pid)?.residentBytes;
  }

  private yieldToOthers(): void {
    if (this.pid === undefined) return;
    lowerPriority(this.pid);
    this.yields = true;
  }

  private killWith(outcome: QueryOutcome): void {
    this.killOutcome ??= outcome;
    this.watch.stop();
    this.child.kill("SIGKILL");
    this.onKilled(this.killOutcome);
  }

  private onMessage(message: unknown, ready: () => void): void {
    const report = parseReport(message);
    if (report === undefined) {
      this.stderrTail = "It sent an unknown message.";
      this.child.kill("SIGKILL");
    } else if (report.kind === "ready") {
      ready();
    } else if (report.kind === "list") {
      const { question, request } = report;
      this.send({ kind: "listed", question, page: this.props.storedPage?.(request) });
    } else {
      this.onReport(report);
    }
  }

  private send(command: EngineCommand): void {
    // If the process has exited, its exit event reports that.
    if (this.child.connected) this.child.send(command, () => undefined);
  }
}
