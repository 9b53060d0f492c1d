import { setTimeout as sleep } from "node:timers/promises";

import { AwsServiceError } from "../../gateway/emulated-service";
import type { Execution } from "./query-execution";
import { MAX_ACTIVE } from "./query-limits";
import { invalidRequest } from "./work-group";

/** What is kept of executions that ended. */
export interface RetentionLimits {
  readonly count: number;
  /** Bytes of their results' files. */
  readonly resultBytes: number;
  /** Characters of their texts. */
  readonly textLength: number;
}

const RETENTION_LIMITS: RetentionLimits = {
  count: 1000,
  resultBytes: 2 * 1024 ** 3,
  textLength: 16 * 1024 ** 2,
};

/** Queries that run at once; others wait as QUEUED. */
const MAX_RUNNING = 3;

interface Entry {
  readonly execution: Execution;
  readonly token: string | undefined;
  /** Resolves when it runs no more. */
  readonly ended: Promise<void>;
}

/** The executions of an emulator run, newest last, and the queue that they wait in. */
export class ExecutionStore {
  private readonly executions = new Map<string, Entry>();
  private readonly tokens = new Map<string, string>();
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly running = new Set<Promise<void>>();

  /**
   * @param forget called with each execution that is kept no longer
   */
  constructor(
    private readonly forget: (execution: Execution) => void = () => undefined,
    private readonly kept: RetentionLimits = RETENTION_LIMITS,
  ) {}

  /**
   * Takes an execution in and runs it as soon as there is room.
   *
   * @throws AwsServiceError TooManyRequestsException where as many run and wait as an account may have
   */
  add(execution: Execution, token: string | undefined, run: () => Promise<void>): void {
    this.checkQuota(execution);
    if (token !== undefined) this.tokens.set(token, execution.id);
    const ended = new Promise<void>((resolve) => {
      this.waiting.push(() => run().finally(resolve));
    });
    this.executions.set(execution.id, { execution, token, ended });
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
  async waitForEnd(id: string, patienceMs: number): Promise<Execution> {
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
      .filter((execution) => execution.region === region && execution.settings.name === workGroup)
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

  private checkQuota(asked: Execution): void {
    const kind = quotaOf(asked);
    let active = 0;
    for (const { execution } of this.executions.values()) {
      if (execution.completed === undefined && quotaOf(execution) === kind) active += 1;
    }
    if (active < MAX_ACTIVE[kind]) return;
    throw new AwsServiceError(
      "TooManyRequestsException",
      "You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of concurrent queries submitted by this account. Contact customer support to request a concurrent query limit increase.",
    );
  }

  private runNext(): void {
    while (this.running.size < MAX_RUNNING) {
      const run = this.waiting.shift();
      if (run === undefined) return;
      const ended: Promise<void> = run().finally(() => {
        this.running.delete(ended);
        this.evictOldest();
        this.runNext();
      });
      this.running.add(ended);
    }
  }

  private evictOldest(): void {
    const ended = [...this.executions.values()].filter(
      ({ execution }) => execution.completed !== undefined,
    );
    const sum = (size: (execution: Execution) => number) =>
      ended.reduce((total, { execution }) => total + size(execution), 0);
    let [bytes, length] = [sum(({ resultBytes }) => resultBytes), sum(({ text }) => text.length)];
    let count = ended.length;
    for (const { execution, token } of ended.slice(0, -1)) {
      const { count: most, resultBytes, textLength } = this.kept;
      if (count <= most && bytes <= resultBytes && length <= textLength) return;
      count -= 1;
      bytes -= execution.resultBytes;
      length -= execution.text.length;
      this.executions.delete(execution.id);
      if (token !== undefined) this.tokens.delete(token);
      this.forget(execution);
    }
  }
}

/** Athena counts CREATE TABLE AS among the queries that read data. */
function quotaOf({ statementType, substatementType }: Execution): keyof typeof MAX_ACTIVE {
  return statementType === "DML" || substatementType === "CREATE_TABLE_AS_SELECT" ? "DML" : "DDL";
}
