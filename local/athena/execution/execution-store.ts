import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { invalidRequest } from "./work-group";
import type { Execution } from "./query-execution";

/** Executions that are kept, with their results. */
const KEPT = 1000;

/** Queries that run at once; others wait as QUEUED. */
const CONCURRENT = 3;

/** The executions of an emulator run, newest last, and the queue that they wait in. */
export class ExecutionStore {
  private readonly executions = new Map<string, Execution>();
  private readonly ends = new Map<string, Promise<void>>();
  private readonly tokens = new Map<string, string>();
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly running = new Set<Promise<void>>();

  /** Takes an execution in and runs it as soon as there is room. */
  add(execution: Execution, token: string | undefined, run: () => Promise<void>): void {
    this.executions.set(execution.id, execution);
    if (token !== undefined) this.tokens.set(token, execution.id);
    const ended = new Promise<void>((resolve) => {
      this.waiting.push(() => run().finally(resolve));
    });
    this.ends.set(execution.id, ended);
    this.forgetOldest();
    this.runNext();
  }

  /** @throws AwsServiceError InvalidRequestException for an id that there isn't */
  get(id: string): Execution {
    const execution = this.executions.get(id);
    if (execution === undefined) throw invalidRequest(`QueryExecution ${id} was not found`);
    return execution;
  }

  /**
   * The execution once it has ended, or after some time if it runs on.
   *
   * @throws as {@link get}
   */
  async getOnceEnded(id: string, patienceMs: number): Promise<Execution> {
    const execution = this.get(id);
    if (execution.completed !== undefined) return execution;
    const patience = new AbortController();
    const timeout = sleep(patienceMs, undefined, { signal: patience.signal }).catch(
      () => undefined,
    );
    await Promise.race([this.ends.get(id), timeout]);
    patience.abort();
    return execution;
  }

  find(id: string): Execution | undefined {
    return this.executions.get(id);
  }

  /** The execution that a client's token started before. */
  byToken(token: string): Execution | undefined {
    return this.executions.get(this.tokens.get(token) ?? "");
  }

  /** Ids of a work group's executions, the newest first. */
  list(region: string, workGroup: string): string[] {
    return [...this.executions.values()]
      .filter((execution) => execution.region === region && execution.rules.name === workGroup)
      .map(({ id }) => id)
      .reverse();
  }

  /** Stops everything; resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.waiting.length = 0;
    for (const { abort } of this.executions.values()) abort.abort();
    await Promise.all(this.running);
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
    for (const execution of this.executions.values()) {
      if (this.executions.size <= KEPT || execution.completed === undefined) return;
      this.executions.delete(execution.id);
      this.ends.delete(execution.id);
      if (execution.rowsPath !== undefined) rmSync(execution.rowsPath, { force: true });
    }
  }
}
