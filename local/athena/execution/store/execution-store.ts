import { setTimeout as sleep } from "node:timers/promises";

import { AwsServiceError } from "../../../gateway/emulated-service";
import { isExpired, keptExecution, restoredExecution, type KeptExecution } from "./kept-executions";
import type { Execution } from "../query-execution";
import { MAX_ACTIVE } from "../query-limits";
import { RunQueue } from "../run-queue";
import { invalidRequest } from "../work-group";

/** How much is kept of ended executions. */
export interface RetentionLimits {
  readonly count: number;
  /** Bytes of their result files. */
  readonly resultBytes: number;
  /** Characters of their SQL. */
  readonly textLength: number;
}

const RETENTION_LIMITS: RetentionLimits = {
  count: 1000,
  resultBytes: 2 * 1024 ** 3,
  textLength: 16 * 1024 ** 2,
};

interface Entry {
  readonly execution: Execution;
  readonly token: string | undefined;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

/** All executions, newest last. */
export class ExecutionStore {
  private readonly executions = new Map<string, Entry>();
  private readonly tokens = new Map<string, string>();

  /**
   * @param onEvict called with each execution that is evicted
   * @param queue runs the executions
   * @param kept executions of earlier stores, and from now on of this one, by id. @default - kept in memory only
   */
  constructor(
    private readonly onEvict: (execution: Execution) => void = () => undefined,
    private readonly retention: RetentionLimits = RETENTION_LIMITS,
    private readonly queue = new RunQueue(),
    private readonly kept = new Map<string, KeptExecution>(),
  ) {
    for (const [id, each] of [...kept]) this.restore(id, each);
  }

  /**
   * Adds an execution to the queue.
   *
   * @throws AwsServiceError TooManyRequestsException if the account's quota of active queries is exhausted
   */
  add(execution: Execution, token: string | undefined, run: () => Promise<void>): void {
    this.checkQuota(execution);
    if (token !== undefined) this.tokens.set(token, execution.id);
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.executions.set(execution.id, { execution, token, ended });
    this.kept.set(execution.id, keptExecution(execution, token));
    this.queue.add(() =>
      run().finally(() => {
        this.kept.set(execution.id, keptExecution(execution, token));
        end();
        this.evictOldest();
      }),
    );
  }

  /** @throws AwsServiceError InvalidRequestException for an unknown id */
  get(id: string): Execution {
    return this.entry(id).execution;
  }

  /**
   * Waits until the execution has ended, or the timeout has passed.
   *
   * @throws as {@link get}
   */
  async waitForEnd(id: string, timeoutMs: number): Promise<Execution> {
    const { execution, ended } = this.entry(id);
    if (execution.completed !== undefined) return execution;
    const timer = new AbortController();
    const timeout = sleep(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([ended, timeout]);
    timer.abort();
    return execution;
  }

  find(id: string): Execution | undefined {
    return this.executions.get(id)?.execution;
  }

  /** The execution that was started with a ClientRequestToken. */
  findByToken(token: string): Execution | undefined {
    return this.find(this.tokens.get(token) ?? "");
  }

  /** Ids of a workgroup's executions, newest first. */
  list(region: string, workGroup: string): string[] {
    return [...this.executions.values()]
      .map(({ execution }) => execution)
      .filter((execution) => execution.region === region && execution.settings.name === workGroup)
      .map(({ id }) => id)
      .reverse();
  }

  /** Cancels all executions; resolves when none is running. */
  async stop(): Promise<void> {
    const stopped = this.queue.stop();
    for (const { execution } of this.executions.values()) execution.abort.abort();
    await stopped;
  }

  private restore(id: string, kept: KeptExecution): void {
    const execution = restoredExecution(kept);
    if (isExpired(execution)) {
      this.kept.delete(id);
      this.onEvict(execution);
      return;
    }
    const { token } = kept;
    // Its end is that of this start, also for later ones.
    if (kept.completed === undefined) this.kept.set(id, keptExecution(execution, token));
    if (token !== undefined) this.tokens.set(token, id);
    this.executions.set(id, { execution, token, ended: Promise.resolve() });
  }

  private entry(id: string): Entry {
    const entry = this.executions.get(id);
    if (entry === undefined) throw invalidRequest(`QueryExecution ${id} was not found`);
    return entry;
  }

  private checkQuota(requested: Execution): void {
    const kind = quotaOf(requested);
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

  private evictOldest(): void {
    const ended = [...this.executions.values()].filter(
      ({ execution }) => execution.completed !== undefined,
    );
    const sum = (size: (execution: Execution) => number) =>
      ended.reduce((total, { execution }) => total + size(execution), 0);
    let [bytes, length] = [sum(({ resultBytes }) => resultBytes), sum(({ text }) => text.length)];
    let count = ended.length;
    for (const { execution, token } of ended.slice(0, -1)) {
      const { count: maxCount, resultBytes, textLength } = this.retention;
      if (count <= maxCount && bytes <= resultBytes && length <= textLength) return;
      count -= 1;
      bytes -= execution.resultBytes;
      length -= execution.text.length;
      this.executions.delete(execution.id);
      this.kept.delete(execution.id);
      if (token !== undefined) this.tokens.delete(token);
      this.onEvict(execution);
    }
  }
}

/** Athena counts CREATE TABLE AS among the queries that read data. */
function quotaOf({ statementType, substatementType }: Execution): keyof typeof MAX_ACTIVE {
  return statementType === "DML" || substatementType === "CREATE_TABLE_AS_SELECT" ? "DML" : "DDL";
}
