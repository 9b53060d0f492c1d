import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { QueryService } from "../../../local/athena/query-service";
import { TrinoRunner } from "../../../local/athena/trino/trino-runner";
import type { AwsClients } from "../../../local/aws-clients";
import { inProcessRunner } from "../../local/athena/in-process-runner";
import type { TrinoBackend } from "./announced-backend";
import { backendClients } from "./trino-backend";

/** The fields of a query execution that the tests use. */
export interface TrinoExecutionState {
  readonly QueryExecutionId: string;
  readonly StatementType: string;
  readonly SubstatementType: string;
  readonly Status: {
    readonly State: string;
    readonly StateChangeReason?: string;
    readonly AthenaError?: { readonly ErrorCategory: number; readonly ErrorType: number };
  };
  readonly Statistics: {
    readonly DataScannedInBytes: number;
    readonly DataManifestLocation?: string;
    readonly EngineExecutionTimeInMillis: number;
    readonly QueryPlanningTimeInMillis: number;
    readonly TotalExecutionTimeInMillis: number;
  };
  readonly ResultConfiguration: { readonly OutputLocation: string };
}

/** What a query returned. */
export interface TrinoAnswer {
  readonly execution: TrinoExecutionState;
  /** Without the header of a query. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly updateCount: number;
}

interface ResultPage {
  readonly ResultSet: {
    readonly Rows: readonly {
      readonly Data: readonly { readonly VarCharValue?: string }[];
    }[];
  };
  readonly UpdateCount: number;
  readonly NextToken?: string;
}

/** Athena's API over a real Trino and the tables of its embedded AWS. */
export class TrinoAthena {
  readonly clients: AwsClients;
  private readonly folder = mkdtempSync(join(tmpdir(), "trino-athena-"));
  private readonly service: QueryService;

  constructor(private readonly backend: TrinoBackend) {
    const { connection, region } = backend;
    const clients = backendClients(backend);
    this.clients = clients;
    this.service = new QueryService(
      {
        endpointUrl: backend.endpointUrl,
        stateFolder: this.folder,
        scratchFolder: this.folder,
        regions: () => [region],
        clients: () => clients,
        log: { info: () => undefined, error: () => undefined },
      },
      (resultFolder, prepared) =>
        new TrinoRunner({
          connect: () => Promise.resolve(connection),
          connected: () => connection,
          gateway: inProcessRunner(this.folder, () => clients)(resultFolder),
          clients: () => clients,
          resultFolder,
          prepared,
        }),
    );
  }

  /** Calls an operation. @throws Error with the answer's error */
  async call<Output>(operation: string, input: object): Promise<Output> {
    const reply = await this.service.handle(
      {
        ...{ service: "athena", operation, region: this.backend.region, accessKeyId: "local" },
        ...{ method: "POST", url: "/", headers: {}, body: Buffer.from(JSON.stringify(input)) },
      },
      () => Promise.reject(new Error("nothing is to be forwarded")),
    );
    const text = String(reply?.body);
    if (reply?.status !== 200) throw new Error(text);
    // The caller names the form of the operation's answer.
    return JSON.parse(text) as Output;
  }

  /** Starts a query. @returns its id */
  async start(sql: string, input: object = {}): Promise<string> {
    const { QueryExecutionId } = await this.call<{ QueryExecutionId: string }>(
      "StartQueryExecution",
      {
        QueryString: sql,
        QueryExecutionContext: { Database: "db" },
        ResultConfiguration: { OutputLocation: "s3://results/" },
        ...input,
      },
    );
    return QueryExecutionId;
  }

  async describe(id: string): Promise<TrinoExecutionState> {
    const { QueryExecution } = await this.call<{ QueryExecution: TrinoExecutionState }>(
      "GetQueryExecution",
      { QueryExecutionId: id },
    );
    return QueryExecution;
  }

  /** Waits for a query's end; each call waits for it too. */
  async ended(id: string): Promise<TrinoExecutionState> {
    for (;;) {
      const execution = await this.describe(id);
      if (!["QUEUED", "RUNNING"].includes(execution.Status.State)) return execution;
    }
  }

  /** Runs a query and reads its result. @throws Error with the reason if it does not succeed */
  async run(sql: string, input: object = {}): Promise<TrinoAnswer> {
    const id = await this.start(sql, input);
    const execution = await this.ended(id);
    const { State, StateChangeReason } = execution.Status;
    if (State !== "SUCCEEDED") throw new Error(StateChangeReason ?? State);
    const pages: ResultPage[] = [];
    let NextToken: string | undefined;
    do {
      const input = { QueryExecutionId: id, NextToken };
      pages.push(await this.call<ResultPage>("GetQueryResults", input));
      NextToken = pages.at(-1)?.NextToken;
    } while (NextToken !== undefined);
    const rows = pages
      .flatMap(({ ResultSet }) => ResultSet.Rows)
      .map(({ Data }) => Data.map(({ VarCharValue }) => VarCharValue ?? null));
    const updateCount = pages[0]?.UpdateCount ?? 0;
    const hasHeader = execution.SubstatementType === "SELECT";
    return { execution, rows: hasHeader ? rows.slice(1) : rows, updateCount };
  }

  async stop(): Promise<void> {
    await this.service.stop();
    this.clients.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
