import { ScanLimitExceededError } from "../engine/query-engine";
import { untilAborted } from "../../processes/until-aborted";
import {
  CANCELLED_BY_USER,
  type QueryJob,
  type QueryOutcome,
  type QueryRunner,
  type StatementText,
} from "../execution/query-runner";
import type { StatementClass } from "../execution/statement-class";
import { QueryError } from "../query-error";
import { removeResult, resultFiles } from "../results/result-files";
import { checkSyntax } from "./check-syntax";
import { TrinoClient } from "./client/trino-client";
import { notInAthena, planResolved } from "./statement-planner";
import { resolveStatement, type ResolvedStatement } from "./statements/resolve-statement";
import type { StatementKind } from "./statements/statement-route";
import { failedOutcome } from "./trino-error";
import { type ExecutionControl, TrinoExecution } from "./trino-execution";
import type { TrinoRunnerProps } from "./trino-runner-props";

/** Kinds of statements whose text Trino's parser takes as it is. */
const PARSED_BY_TRINO: readonly StatementKind[] = [
  "query",
  "write",
  "createView",
  "explain",
  "unknown",
];

/**
 * Runs queries on a real Trino server. What Athena adds to Trino stays with the gateway: Hive's DDL runs as it does with
 * the engine `duckdb`, and result files, statistics and limits are Athena's.
 */
export class TrinoRunner implements QueryRunner {
  constructor(private readonly props: TrinoRunnerProps) {}

  start(): void {
    this.props.gateway.start?.();
    this.props.start?.();
  }

  async stop(): Promise<void> {
    await Promise.all([this.props.gateway.stop(), this.props.stop?.()]);
  }

  async classify(statement: StatementText): Promise<StatementClass> {
    const { route, text, parameters } = this.resolve(statement);
    if (route.kind === "hive") {
      return this.props.gateway.classify({ ...statement, text, parameters });
    }
    // While the server starts, a syntax error is the execution's.
    const connection = this.props.connected(statement.region);
    if (connection !== undefined && PARSED_BY_TRINO.includes(route.kind)) {
      await checkSyntax(new TrinoClient(connection.endpoint), text);
    }
    if (route.kind === "unknown") throw notInAthena(text);
    const { type, subtype, extension } = route;
    return { type, subtype, extension };
  }

  async run(
    job: QueryJob,
    planned: (scannedBytes: number) => void,
    signal: AbortSignal,
  ): Promise<QueryOutcome> {
    try {
      return await this.runStatement(job, { planned, signal });
    } catch (error) {
      await removeResult(resultFiles(this.props.resultFolder, job.id));
      if (error instanceof ScanLimitExceededError)
        return { state: "CANCELLED", reason: error.message };
      return signal.aborted ? CANCELLED_BY_USER : failedOutcome(error);
    }
  }

  private async runStatement(job: QueryJob, control: ExecutionControl): Promise<QueryOutcome> {
    const statement = this.resolve({ ...job, workGroup: job.settings.name });
    const { text, parameters } = statement;
    const { gateway } = this.props;
    const runInGateway = () =>
      gateway.run({ ...job, text, parameters }, control.planned, control.signal);
    // It does not wait for Trino's start.
    if (statement.route.kind === "hive") return runInGateway();
    if (this.props.enforcesIam === true) throw refusedWithIam();
    const connection = await untilAborted(this.props.connect(job.region), control.signal);
    const execution = new TrinoExecution(job, statement, connection, this.props, control);
    const plan = await planResolved(statement, job, execution.planContext, this.props);
    return plan === "gateway" ? runInGateway() : execution.run(plan);
  }

  private resolve({ text, parameters, region, workGroup }: StatementText): ResolvedStatement {
    return resolveStatement(text, parameters, (name) =>
      this.props.prepared.textOf(region, workGroup, name),
    );
  }
}

function refusedWithIam(): QueryError {
  return new QueryError(
    "NOT_SUPPORTED",
    'Queries where IAM is enforced are not supported by the embedded Athena with the engine "trino", which reads with permissions of its own; --sql-engine duckdb answers them with the caller\'s',
  );
}
