import { join } from "node:path";

import { AwsClients } from "../../aws-clients";
import { type ChangeSnapshot, revisionIn } from "../../gateway/change-tracker";
import { callerCredentials } from "../../iam/service-principal";
import { DuckDb } from "../engine/duckdb-session";
import { LakeReader } from "../engine/lake-reader";
import { type AskStored, s3Pages, storedPages } from "../engine/sources/objects/object-pages";
import { ObjectCache } from "../engine/sources/objects/object-cache";
import { ParquetFooters } from "../engine/sources/parquet/parquet-footers";
import type { QueryJob, QueryOutcome } from "../execution/query-runner";
import { runJob } from "../execution/run-job";
import type { EngineSettings } from "./engine-messages";

interface Caller {
  readonly clients: AwsClients;
  readonly reader: LakeReader;
}

/** Runs queries one at a time, keeping DuckDB, clients and caches between them. */
export class JobEngine {
  private readonly callers = new Map<string, Caller>();
  private readonly cache: ObjectCache;
  private readonly footers = new ParquetFooters();
  private readonly duckDb: DuckDb;
  private revisions: ChangeSnapshot | undefined;

  constructor(
    private readonly settings: EngineSettings,
    private readonly askStored: AskStored,
  ) {
    const { objectFolder: folder, checksReadAccess } = settings;
    const ownFolder = join(settings.folder, "objects");
    this.cache = new ObjectCache({ folder, ownFolder, checksReadAccess });
    this.duckDb = new DuckDb(settings.scratchFolder, ownFolder);
  }

  /** Opens DuckDB before the first query. */
  async open(): Promise<void> {
    (await this.duckDb.session()).close();
  }

  /**
   * Runs a query.
   *
   * @param revisions of the control plane before the query started: what is cached under them may be newer, in which
   * case the next query reads it again
   */
  run(
    job: QueryJob,
    revisions: ChangeSnapshot | undefined,
    planned: (scannedBytes: number) => void,
    signal: AbortSignal,
  ): Promise<QueryOutcome> {
    this.revisions = revisions;
    return runJob(
      job,
      {
        ...this.caller(job, revisions !== undefined),
        cache: this.cache,
        footers: this.footers,
        duckDb: this.duckDb,
        resultFolder: this.settings.resultFolder,
      },
      planned,
      signal,
    );
  }

  private caller({ region, caller }: QueryJob, keeps: boolean): Caller {
    const name = `${region} ${caller}`;
    const known = this.callers.get(name);
    if (known !== undefined) return known;
    const clients = new AwsClients({
      region,
      endpointUrl: this.settings.endpointUrl,
      credentials: callerCredentials("athena", caller),
    });
    const calls = s3Pages(clients.s3);
    const reader = new LakeReader(
      clients,
      keeps ? (scope) => revisionIn(this.revisions, scope) : undefined,
      this.settings.readsStoredObjects ? storedPages(this.askStored, calls) : calls,
    );
    const made = { clients, reader };
    this.callers.set(name, made);
    return made;
  }
}
