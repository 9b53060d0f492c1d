import { setTimeout as sleep } from "node:timers/promises";

import { ScanLimitExceededError } from "../engine/query-engine";
import { QueryError } from "../query-error";
import type { StatementPage } from "./client/statement-page";
import type { TrinoClient } from "./client/trino-client";
import { withParameters } from "./statements/execute-prepared";
import type { TrinoStep } from "./statements/trino-plan";
import { TrinoQueryError } from "./trino-error";

/** Athena's limit for DML: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
const MAX_RUN_TIME = "30m";

/** States of a statement that was not planned yet. */
const UNPLANNED = ["QUEUED", "WAITING_FOR_RESOURCES", "DISPATCHING", "PLANNING", "STARTING"];

/**
 * Error of a statement that was scheduled nowhere, so that it read and wrote nothing: a server, or a catalog that was
 * just created, takes queries some seconds before it has announced which node runs them.
 */
const NO_NODES = "NO_NODES_AVAILABLE";

/** Longer than the five seconds between two announcements, in milliseconds. */
const NO_NODES_FOR_MS = 15_000;

const NO_NODES_PAUSE_MS = 250;

/** What the statements of one execution have in common. */
export interface TrinoSessionProps {
  readonly client: TrinoClient;
  readonly catalog: string;
  readonly schema: string | undefined;
  /** Bytes that all statements may scan together. @default - no limit */
  readonly scanLimit?: number | undefined;
  readonly signal: AbortSignal;
  /** Called when a statement was planned, and again as it reads. */
  readonly planned?: (scannedBytes: number) => void;
}

/** Runs the statements of one execution, one after another. */
export class TrinoSession {
  private scannedBefore = 0;

  constructor(private readonly props: TrinoSessionProps) {}

  /**
   * Runs a statement.
   *
   * @throws TrinoQueryError, TrinoUnavailableError, ScanLimitExceededError, the signal's reason
   */
  async run(
    step: TrinoStep,
    parameters: readonly string[],
    receive: (page: StatementPage) => void,
  ): Promise<void> {
    const until = Date.now() + NO_NODES_FOR_MS;
    for (;;) {
      try {
        return await this.runOnce(step, parameters, receive);
      } catch (error) {
        const isNew = error instanceof TrinoQueryError && error.code === NO_NODES;
        if (!isNew || Date.now() > until) throw error;
        await sleep(NO_NODES_PAUSE_MS, undefined, { signal: this.props.signal });
      }
    }
  }

  private async runOnce(
    { sql, properties }: TrinoStep,
    parameters: readonly string[],
    receive: (page: StatementPage) => void,
  ): Promise<void> {
    const { client, catalog, schema, signal } = this.props;
    const bound = withParameters(sql, parameters);
    const session = {
      catalog,
      schema: schema === undefined ? undefined : headerText(schema),
      properties: { query_max_run_time: MAX_RUN_TIME, ...properties },
    };
    let scanned = 0;
    // Leaving the loop before its last page cancels the statement.
    for await (const page of client.run(bound.text, session, signal)) {
      if (page.error !== undefined)
        throw new TrinoQueryError(page.error, bound.locate(page.error.message));
      scanned = Math.max(scanned, page.scannedBytes);
      this.report(page, this.scannedBefore + scanned);
      receive(page);
    }
    this.scannedBefore += scanned;
  }

  private report({ state }: StatementPage, scannedBytes: number): void {
    const { scanLimit, planned } = this.props;
    if (!UNPLANNED.includes(state)) planned?.(scannedBytes);
    if (scanLimit !== undefined && scannedBytes > scanLimit) throw new ScanLimitExceededError();
  }
}

/** A name in a header of HTTP. */
function headerText(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return name;
  throw new QueryError(
    "NOT_SUPPORTED",
    `The database '${name}' as the default of a query is not supported by the embedded Athena with the engine trino: only ASCII characters are. Name it in the query.`,
  );
}
