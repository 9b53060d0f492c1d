import { mkdirSync } from "node:fs";

import type { QueryJob, QueryOutcome } from "../execution/query-runner";
import { storeResult } from "../execution/store-result";
import { resultFiles } from "../results/result-files";
import { ResultWriter } from "../results/result-writer";
import type { TrinoColumn } from "./client/statement-page";
import { TrinoClient } from "./client/trino-client";
import { StatementResult } from "./statement-result";
import type { PlanContext } from "./statements/plan-context";
import type { ResolvedStatement } from "./statements/resolve-statement";
import type { RewrittenSql } from "./text/rewritten-sql";
import type { TrinoPlan, TrinoStep, WriteTarget } from "./statements/trino-plan";
import type { TrinoConnection, TrinoRunnerProps } from "./trino-runner-props";
import { moveFieldDelimiter } from "./tables/field-delimiter";
import { TrinoSession } from "./trino-session";
import { listWrittenFiles } from "./written-files";

/** What an execution reports to, and is stopped by. */
export interface ExecutionControl {
  readonly planned: (scannedBytes: number) => void;
  readonly signal: AbortSignal;
}

/** One execution of a statement on Trino. */
export class TrinoExecution {
  private readonly client: TrinoClient;
  private readonly session: TrinoSession;
  private readonly queryIds = new Set<string>();

  constructor(
    private readonly job: QueryJob,
    private readonly statement: ResolvedStatement,
    private readonly connection: TrinoConnection,
    private readonly props: Pick<TrinoRunnerProps, "clients" | "resultFolder">,
    private readonly control: ExecutionControl,
  ) {
    this.client = new TrinoClient(connection.endpoint);
    this.session = this.newSession(control);
  }

  /** What the plan of the statement depends on. */
  get planContext(): PlanContext {
    return {
      job: this.job,
      catalogs: this.connection.catalogs,
      columnsOf: (query) => this.columnsOf(query),
    };
  }

  /** Runs a plan and stores its result. @throws QueryError, TrinoUnavailableError, ScanLimitExceededError */
  async run(plan: TrinoPlan): Promise<QueryOutcome> {
    const { job, props } = this;
    mkdirSync(props.resultFolder, { recursive: true });
    const files = resultFiles(props.resultFolder, job.id);
    const writer = new ResultWriter(
      files.object,
      files.rows,
      plan.result === "rows" ? "csv" : "txt",
    );
    const result = new StatementResult(plan.result, writer);
    try {
      await this.runSteps(plan, result);
    } finally {
      writer.close();
    }
    const clients = props.clients(job.region, job.caller);
    if (plan.delimits !== undefined) await moveFieldDelimiter(clients.glue, plan.delimits);
    const writtenFiles = plan.writesTo && (await this.filesIn(plan.writesTo));
    return storeResult(job, clients.s3, files, { ...result.filled, writtenFiles });
  }

  /** Runs the statements of a plan. @throws as {@link run} */
  async runSteps({ steps, cleanUp = [] }: TrinoPlan, result: StatementResult): Promise<void> {
    const last = steps.at(-1);
    try {
      for (const step of steps) {
        await this.session.run(step, this.statement.parameters, (page) => {
          if (page.queryId !== undefined) this.queryIds.add(page.queryId);
          if (step === last) result.add(page);
        });
      }
    } catch (error) {
      // The first error counts.
      await this.cleanUp(cleanUp).catch(() => undefined);
      throw error;
    }
    await this.cleanUp(cleanUp);
  }

  private filesIn(target: WriteTarget): Promise<string[]> {
    const { job, props, queryIds } = this;
    return listWrittenFiles(target, queryIds, props.clients(job.region, job.caller));
  }

  /** Runs to its end, even if the statement is cancelled. */
  private async cleanUp(steps: readonly TrinoStep[]): Promise<void> {
    const session = this.newSession({ signal: new AbortController().signal });
    for (const step of steps) await session.run(step, [], () => undefined);
  }

  private async columnsOf(sql: RewrittenSql): Promise<readonly TrinoColumn[]> {
    let found: readonly TrinoColumn[] = [];
    const session = this.newSession({ signal: this.control.signal });
    await session.run({ sql }, this.statement.parameters, ({ columns }) => {
      if (columns !== undefined) found = columns;
    });
    return found;
  }

  private newSession(control: Partial<ExecutionControl> & Pick<ExecutionControl, "signal">) {
    const { job, connection, client } = this;
    return new TrinoSession({
      client,
      catalog: connection.catalogs.hive,
      schema: job.database,
      scanLimit: job.settings.scanLimit,
      ...control,
    });
  }
}
