import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { EmulatorContext } from "../../emulator-context";
import { untilAborted } from "../../processes/until-aborted";
import { messageOf } from "../../../errors/message-of";
import {
  CANCELLED_BY_USER,
  type QueryJob,
  type QueryOutcome,
  type QueryRunner,
  type StatementText,
} from "../execution/query-runner";
import { SerialQueue } from "../execution/serial-queue";
import { classifyStatement, type StatementClass } from "../execution/statement-class";
import { removeResult, resultFiles } from "../results/result-files";
import { ENGINE_LIMITS, type EngineLimits } from "./engine-limits";
import { EngineProcess, type EngineProcessProps } from "./engine-process";
import { bundleEngine } from "./engine-bundle";
import { processExited } from "./process-outcomes";

/** Options of the pool and its processes. */
export interface EnginePoolProps extends Pick<EngineProcessProps, "reportsMemory" | "storedPage"> {
  /** Folder for the bundle, the processes' own folders, and shared copies of objects. */
  readonly folder: string;
  readonly resultFolder: string;
  readonly context: Pick<EmulatorContext, "endpointUrl" | "log" | "revisions">;
  /** The bundled program that the processes run. @default - built on first use */
  readonly bundle?: Promise<string>;
  /** @default - {@link ENGINE_LIMITS} */
  readonly limits?: Partial<EngineLimits>;
}

/**
 * Processes that a query is given to, if each exits before it accepts the query: while it was idle, for example because
 * the system ran out of memory.
 */
const MAX_ATTEMPTS = 3;

/** Share of the memory of all processes above which no query starts. */
const MAXIMUM_MEMORY_SHARE = 0.75;

/**
 * Runs queries in child processes, so that no query can block the emulator or exhaust its memory. A healthy process is
 * reused, the most recently used one first, for its caches.
 */
export class EnginePool implements QueryRunner {
  private readonly limits: EngineLimits;
  private readonly idle: EngineProcess[] = [];
  private readonly processes = new Set<EngineProcess>();
  private bundle: Promise<string> | undefined;
  /** A process started in advance, for the next query that finds none idle. */
  private spare: Promise<EngineProcess> | undefined;
  private readonly parsing = new SerialQueue();
  private started = 0;
  private stopped = false;

  constructor(private readonly props: EnginePoolProps) {
    this.limits = { ...ENGINE_LIMITS, ...props.limits };
  }

  /** Starts a process in advance. */
  start(): void {
    this.keepSpare();
  }

  classify({ text, parameters }: StatementText): Promise<StatementClass> {
    // Parsing the longest query blocks the event loop for 0.1 s.
    return this.parsing.run(() => classifyStatement(text, parameters));
  }

  async run(
    job: QueryJob,
    planned: (scannedBytes: number) => void,
    signal: AbortSignal,
  ): Promise<QueryOutcome> {
    const { revisions } = this.props.context;
    const outcome = await this.runInProcess(job, revisions?.(), planned, signal).catch(
      (error: unknown) => processExited({ code: null, signal: null, stderrTail: messageOf(error) }),
    );
    // A killed process could not remove its files.
    if (outcome.state !== "SUCCEEDED") {
      await removeResult(resultFiles(this.props.resultFolder, job.id));
    }
    return outcome;
  }

  /** Whether a process is idle, or the running ones leave memory for another one. */
  hasRoom(): boolean {
    if (this.idle.length > 0) return true;
    const used = [...this.processes].reduce((sum, each) => sum + (each.residentBytes ?? 0), 0);
    return used < this.limits.totalMemoryBytes * MAXIMUM_MEMORY_SHARE;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.bundle?.catch(() => undefined);
    await Promise.all([...this.processes].map((process) => process.kill()));
  }

  /** Ids of the processes, for tests. */
  get processIds(): number[] {
    return [...this.processes].flatMap(({ pid }) => pid ?? []);
  }

  private async runInProcess(
    { submitted, ...job }: QueryJob,
    revisions: ReturnType<NonNullable<EmulatorContext["revisions"]>> | undefined,
    planned: (scannedBytes: number) => void,
    signal: AbortSignal,
  ): Promise<QueryOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const process = this.takeIdle() ?? (await this.takeSpare(signal));
      if (process === undefined) return CANCELLED_BY_USER;
      if (this.stopped || signal.aborted) {
        this.release(process);
        return CANCELLED_BY_USER;
      }
      try {
        const serialized = { ...job, submitted: +submitted, revisions };
        const { outcome, accepted } = await process.run(serialized, planned, signal);
        if (accepted || attempt === MAX_ATTEMPTS) return outcome;
      } finally {
        this.release(process);
      }
    }
  }

  private takeIdle(): EngineProcess | undefined {
    for (;;) {
      const process = this.idle.pop();
      if (process === undefined || process.usable) return process;
      this.discard(process);
    }
  }

  private release(process: EngineProcess): void {
    if (process.usable) {
      this.idle.push(process);
      setTimeout(() => this.endIdle(), this.limits.idleMs).unref();
    } else {
      this.discard(process);
      this.keepSpare();
    }
  }

  /** Ends the process that has been idle longest, unless it is the only one. */
  private endIdle(): void {
    if (this.idle.length < 2) return;
    const process = this.idle.shift();
    if (process !== undefined) this.discard(process);
  }

  /** @returns undefined if the query is cancelled before the process is there; another query takes it then */
  private async takeSpare(signal: AbortSignal): Promise<EngineProcess | undefined> {
    const next = this.spare ?? this.launch();
    this.spare = undefined;
    try {
      const process = await untilAborted(next, signal);
      // Started while this one's query is short, since queries that run for long would slow the start down.
      this.keepSpare();
      return process;
    } catch (error) {
      if (!signal.aborted) throw error;
      void next.then(
        (process) => this.release(process),
        () => undefined,
      );
      return undefined;
    }
  }

  private keepSpare(): void {
    if (this.stopped || this.idle.length > 0 || this.spare !== undefined) return;
    if (!this.hasRoom()) return;
    this.spare = this.launch();
    this.spare.catch((error: unknown) => {
      this.spare = undefined;
      this.props.context.log.error(
        "athena",
        `Could not start a query process: ${messageOf(error)}`,
      );
    });
  }

  private discard(process: EngineProcess): void {
    void process.kill().finally(() => this.processes.delete(process));
  }

  private async launch(): Promise<EngineProcess> {
    const { folder, resultFolder, context, reportsMemory, storedPage } = this.props;
    mkdirSync(folder, { recursive: true });
    this.bundle ??= (this.props.bundle ?? bundleEngine(folder)).catch((error: unknown) => {
      this.bundle = undefined;
      throw error;
    });
    const bundle = await this.bundle;
    if (this.stopped) throw new Error("The embedded AWS is stopping.");
    this.started += 1;
    const own = join(folder, `process-${this.started}`);
    const process = new EngineProcess({
      bundle,
      limits: this.limits,
      peers: () => this.processes,
      ...(reportsMemory === undefined ? {} : { reportsMemory }),
      storedPage,
      settings: {
        endpointUrl: context.endpointUrl,
        folder: own,
        scratchFolder: join(own, "scratch"),
        objectFolder: join(folder, "objects"),
        resultFolder,
        checksReadAccess: context.revisions === undefined,
        readsStoredObjects: storedPage !== undefined,
      },
    });
    this.processes.add(process);
    return process;
  }
}
