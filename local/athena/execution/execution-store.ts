import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { invalidRequest } from "./work-group";
import type { Execution } from "./query-execution";

/** Executions that are kept, with their results. */
const KEPT = 1000;

/** Queries that run at once; others wait as QUEUED. */
const CONCURRENT = 3;

interface Entry {
  readonly execution: Execution;
  /** Resolves when it runs no more. */
  readonly ended: Promise<void>;
}

/** The executions of an emulator run, newest last, and the queue that they wait in. */
export class ExecutionStore {
  private readonly executions = new Map<string, Entry>();
  private readonly tokens = new Map<string, string>();
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly running = new Set<Promise<void>>();

  /** Takes an execution in and runs it as soon as there is room. */
  add(execution: Execution, token: string | undefined, run: () => Promise<void>): void {
    if (token !== undefined) this.tokens.set(token, execution.id);
    const ended = new Promise<void>((resolve) => {
      this.waiting.push(() => run().finally(resolve));
    });
    this.executions.set(execution.id, { execution, ended });
    this.forgetOldest();
    this.runNext();
  }

  /** @throws AwsServiceError InvalidRequestException for an id that there isn't */
  get(id: string): Execution {
    return this.entry(id).execution;
  }

  /**
   * The execution once it has ended, or after some time if it runs on.
   *
   * @throws as {@link get}
   */
  async getOnceEnded(id: string, patienceMs: number): Promise<Execution> {
    const { execution, ended } = this.entry(id);
    if (execution.completed !== undefined) return execution;
    const patience = new AbortController();
    const timeout = sleep(patienceMs, undefined, { signal: patience.signal }).catch(
      () => undefined,
    );
    await Promise.race([ended, timeout]);
    patience.abort();
    return execution;
  }

  find(id: string): Execution | undefined {
    return this.executions.get(id)?.execution;
  }

  /** The execution that a client's token started before. */
  byToken(token: string): Execution | undefined {
    return this.find(this.tokens.get(token) ?? "");
  }

  /** Ids of a work group's executions, the newest first. */
  list(region: string, workGroup: string): string[] {
    return [...this.executions.values()]
      .map(({ execution }) => execution)
      .filter((execution) => execution.region === region && execution.rules.name === workGroup)
      .map(({ id }) => id)
      .reverse();
  }

  /** Stops everything; resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.waiting.length = 0;
    for (const { execution } of this.executions.values()) execution.abort.abort();
    await Promise.all(this.running);
  }

  private entry(id: string): Entry {
    const entry = this.executions.get(id);
    if (entry === undefined) throw invalidRequest(`QueryExecution ${id} was not found`);
    return entry;
  }

  private runNext(): void {
    while (this.running.size < CONCURRENT) {
      const run = this.waiting.shift();
      if (run === undefined) return;
      const ended: Promise<void> = run().finally(() => {
        this.running.delete(ended);
        this.runNext();
      });
      this.running.add(ended);
    }
  }

  private forgetOldest(): void {
    for (const { execution } of this.executions.values()) {
      if (this.executions.size <= KEPT || execution.completed === undefined) return;
      this.executions.delete(execution.id);
      if (execution.rowsPath !== undefined) rmSync(execution.rowsPath, { force: true });
    }
  }
}
