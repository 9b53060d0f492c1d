import { ownValue } from "../../../formats/own-value";
import { isRecord } from "../../../errors/is-record";
import type { AwsReply, AwsRequest } from "../../gateway/aws-request";
import {
  AwsServiceError,
  type EmulatedService,
  type Forward,
  type JsonOperations,
  serveJson,
} from "../../gateway/emulated-service";
import { CatalogCall, type Fields } from "./catalog-call";

/** Statistics of the columns of one table or partition. */
export interface KeptStatistics {
  /** When it was created: another one of its name has no statistics. */
  readonly created: unknown;
  /** By name of the column. */
  readonly columns: Readonly<Record<string, unknown>>;
}

/** Tables and partitions whose statistics are kept; the oldest are forgotten, as if they had never been collected. */
const MAX_KEPT = 10_000;

/**
 * The Data Catalog's statistics of columns, which moto lacks. Trino reads them before it writes rows to a table.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-column-statistics.html
 */
export class ColumnStatisticsService implements EmulatedService {
  readonly service = "glue";
  readonly handle: (request: AwsRequest, forward: Forward) => Promise<AwsReply | undefined>;

  private readonly operations: JsonOperations = {
    GetColumnStatisticsForTable: (...parts) => this.get(new CatalogCall(...parts)),
    GetColumnStatisticsForPartition: (...parts) => this.get(new CatalogCall(...parts)),
    UpdateColumnStatisticsForTable: (...parts) => this.update(new CatalogCall(...parts)),
    UpdateColumnStatisticsForPartition: (...parts) => this.update(new CatalogCall(...parts)),
    DeleteColumnStatisticsForTable: (...parts) => this.delete(new CatalogCall(...parts)),
    DeleteColumnStatisticsForPartition: (...parts) => this.delete(new CatalogCall(...parts)),
  };

  /** @param kept statistics by table or partition, oldest first. @default - kept in memory only */
  constructor(private readonly kept = new Map<string, KeptStatistics>()) {
    this.handle = serveJson(this.operations);
  }

  accepts({ operation }: AwsRequest): boolean {
    return Object.hasOwn(this.operations, operation);
  }

  private async get(call: CatalogCall): Promise<object> {
    const { columns } = await this.statistics(call);
    const names = listOf(call.input, "ColumnNames").map(String);
    return {
      ColumnStatisticsList: names.flatMap((name) => ownValue(columns, name) ?? []),
      Errors: names
        .filter((name) => !Object.hasOwn(columns, name))
        .map((name) => ({ ColumnName: name, Error: notFound(name) })),
    };
  }

  private async update(call: CatalogCall): Promise<object> {
    const { key, created, columns } = await this.statistics(call);
    const updated = new Map(Object.entries(columns));
    for (const statistics of listOf(call.input, "ColumnStatisticsList")) {
      if (!isRecord(statistics) || typeof statistics["ColumnName"] !== "string") {
        throw new AwsServiceError("InvalidInputException", "A column's statistics need ColumnName");
      }
      updated.set(statistics["ColumnName"], statistics);
    }
    this.keep(key, { created, columns: Object.fromEntries(updated) });
    return { Errors: [] };
  }

  private async delete(call: CatalogCall): Promise<object> {
    const { key, created, columns } = await this.statistics(call);
    const deleted = String(call.input["ColumnName"]);
    // Not an error where there are none: Trino deletes those of every new column, and reads an error as a missing table.
    if (Object.hasOwn(columns, deleted)) {
      const others = Object.entries(columns).filter(([name]) => name !== deleted);
      this.keep(key, { created, columns: Object.fromEntries(others) });
    }
    return {};
  }

  /** What is kept of a table or partition. @throws AwsServiceError EntityNotFoundException if it does not exist */
  private async statistics(call: CatalogCall): Promise<KeptStatistics & { readonly key: string }> {
    const { DatabaseName, TableName, PartitionValues } = call.input;
    const created =
      PartitionValues === undefined
        ? (await call.table(TableName))["CreateTime"]
        : await partitionCreation(call, { DatabaseName, TableName, PartitionValues });
    const key = `${call.tableKey(TableName)} ${JSON.stringify(PartitionValues ?? [])}`;
    const known = this.kept.get(key);
    return { key, created, columns: known?.created === created ? (known?.columns ?? {}) : {} };
  }

  private keep(key: string, statistics: KeptStatistics): void {
    this.kept.set(key, statistics);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}

async function partitionCreation(call: CatalogCall, names: object): Promise<unknown> {
  const { Partition: partition } = await call.ask("GetPartition", names);
  return isRecord(partition) ? partition["CreationTime"] : undefined;
}

function listOf(input: Fields, name: string): readonly unknown[] {
  const value = input[name];
  return Array.isArray(value) ? value : [];
}

function notFound(column: string) {
  return {
    ErrorCode: "EntityNotFoundException",
    ErrorMessage: `Column statistics of ${column} not found`,
  };
}
