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
interface KeptStatistics {
  /** When it was created: another one of its name has no statistics. */
  readonly created: unknown;
  readonly columns: Map<string, unknown>;
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

  private readonly kept = new Map<string, KeptStatistics>();
  private readonly operations: JsonOperations = {
    GetColumnStatisticsForTable: (...parts) => this.get(new CatalogCall(...parts)),
    GetColumnStatisticsForPartition: (...parts) => this.get(new CatalogCall(...parts)),
    UpdateColumnStatisticsForTable: (...parts) => this.update(new CatalogCall(...parts)),
    UpdateColumnStatisticsForPartition: (...parts) => this.update(new CatalogCall(...parts)),
    DeleteColumnStatisticsForTable: (...parts) => this.delete(new CatalogCall(...parts)),
    DeleteColumnStatisticsForPartition: (...parts) => this.delete(new CatalogCall(...parts)),
  };

  constructor() {
    this.handle = serveJson(this.operations);
  }

  accepts({ operation }: AwsRequest): boolean {
    return Object.hasOwn(this.operations, operation);
  }

  private async get(call: CatalogCall): Promise<object> {
    const { columns } = await this.statistics(call);
    const names = listOf(call.input, "ColumnNames").map(String);
    return {
      ColumnStatisticsList: names.flatMap((name) => columns.get(name) ?? []),
      Errors: names
        .filter((name) => !columns.has(name))
        .map((name) => ({ ColumnName: name, Error: notFound(name) })),
    };
  }

  private async update(call: CatalogCall): Promise<object> {
    const { columns } = await this.statistics(call);
    for (const statistics of listOf(call.input, "ColumnStatisticsList")) {
      if (!isRecord(statistics) || typeof statistics["ColumnName"] !== "string") {
        throw new AwsServiceError("InvalidInputException", "A column's statistics need ColumnName");
      }
      columns.set(statistics["ColumnName"], statistics);
    }
    return { Errors: [] };
  }

  private async delete(call: CatalogCall): Promise<object> {
    const { columns } = await this.statistics(call);
    // Not an error where there are none: Trino deletes those of every new column, and reads an error as a missing table.
    columns.delete(String(call.input["ColumnName"]));
    return {};
  }

  /** What is kept of a table or partition. @throws AwsServiceError EntityNotFoundException if it does not exist */
  private async statistics(call: CatalogCall): Promise<KeptStatistics> {
    const { DatabaseName, TableName, PartitionValues } = call.input;
    const created =
      PartitionValues === undefined
        ? (await call.table(TableName))["CreateTime"]
        : await partitionCreation(call, { DatabaseName, TableName, PartitionValues });
    const key = `${call.tableKey(TableName)} ${JSON.stringify(PartitionValues ?? [])}`;
    const known = this.kept.get(key);
    if (known?.created === created && known !== undefined) return known;
    const fresh: KeptStatistics = { created, columns: new Map() };
    this.kept.delete(key);
    this.kept.set(key, fresh);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return fresh;
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
