import {
  BatchGetQueryExecutionCommand,
  GetNamedQueryCommand,
  ListNamedQueriesCommand,
  ListQueryExecutionsCommand,
} from "@aws-sdk/client-athena";
import { readTables } from "../../query/catalog-tables";
import type { TableView } from "../../query/catalog-tables";
import type { Target } from "../../target/target";
import { anyTarget } from "../../target/connected-lake";
import type { Lake } from "../../target/connected-lake";

/** Queries of one request of Athena: https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetQueryExecution.html */
const BATCH = 50;

/** A query that is saved in the workgroup. */
export interface SavedQuery {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}

/** A query that ran in the workgroup. */
export interface PastQuery {
  readonly id: string;
  readonly sql: string;
  readonly state: string;
  /** ISO 8601. */
  readonly at: string;
  readonly dataScannedBytes: number;
}

/** What the SQL editor offers. */
export interface CatalogView {
  readonly database: string;
  readonly workGroup: string;
  readonly tables: readonly TableView[];
  readonly saved: readonly SavedQuery[];
}

/** Answers `catalog`. */
export async function readCatalog(lake: Lake): Promise<CatalogView> {
  const target = await anyTarget(lake);
  const { database, workGroup } = target.names;
  const [tables, saved] = await Promise.all([readTables(target), readSavedQueries(target)]);
  return { database, workGroup, tables, saved };
}

/** Answers `history`: the newest queries of the workgroup, whoever ran them. */
export async function readHistory(lake: Lake): Promise<{ queries: PastQuery[] }> {
  const { clients, names } = await anyTarget(lake);
  const { QueryExecutionIds: ids = [] } = await clients.athena.send(
    new ListQueryExecutionsCommand({ WorkGroup: names.workGroup, MaxResults: BATCH }),
  );
  if (ids.length === 0) return { queries: [] };
  const { QueryExecutions: found = [] } = await clients.athena.send(
    new BatchGetQueryExecutionCommand({ QueryExecutionIds: ids }),
  );
  const queries = found.map((execution) => ({
    id: execution.QueryExecutionId ?? "",
    sql: execution.Query ?? "",
    state: execution.Status?.State ?? "",
    at: execution.Status?.SubmissionDateTime?.toISOString() ?? "",
    dataScannedBytes: execution.Statistics?.DataScannedInBytes ?? 0,
  }));
  return { queries: queries.sort((a, b) => b.at.localeCompare(a.at)) };
}

async function readSavedQueries({ clients, names }: Target): Promise<SavedQuery[]> {
  const { NamedQueryIds: ids = [] } = await clients.athena.send(
    new ListNamedQueriesCommand({ WorkGroup: names.workGroup, MaxResults: BATCH }),
  );
  const found = await Promise.all(
    ids.map((id) => clients.athena.send(new GetNamedQueryCommand({ NamedQueryId: id }))),
  );
  return found
    .map(({ NamedQuery: query }) => ({
      name: query?.Name ?? "",
      description: query?.Description ?? "",
      sql: query?.QueryString ?? "",
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
