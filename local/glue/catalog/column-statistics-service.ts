import { isRecord } from "../../../errors/is-record";
import type { AwsReply, AwsRequest } from "../../gateway/aws-request";
import { parseReply, sameServiceCall } from "../../gateway/control-plane-call";
import {
  AwsServiceError,
  type EmulatedService,
  type Forward,
  type JsonOperations,
  serveJson,
} from "../../gateway/emulated-service";

type Input = Readonly<Record<string, unknown>>;

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
    GetColumnStatisticsForTable: (...call) => this.get(...call),
    GetColumnStatisticsForPartition: (...call) => this.get(...call),
    UpdateColumnStatisticsForTable: (...call) => this.update(...call),
    UpdateColumnStatisticsForPartition: (...call) => this.update(...call),
    DeleteColumnStatisticsForTable: (...call) => this.delete(...call),
    DeleteColumnStatisticsForPartition: (...call) => this.delete(...call),
  };

  constructor() {
    this.handle = serveJson(this.operations);
  }

  accepts({ operation }: AwsRequest): boolean {
    return Object.hasOwn(this.operations, operation);
  }

  private async get(input: Input, request: AwsRequest, forward: Forward): Promise<object> {
    const { columns } = await this.statistics(input, request, forward);
    const names = listOf(input, "ColumnNames").map(String);
    return {
      ColumnStatisticsList: names.flatMap((name) => columns.get(name) ?? []),
      Errors: names
        .filter((name) => !columns.has(name))
        .map((name) => ({ ColumnName: name, Error: notFound(name) })),
    };
  }

  private async update(input: Input, request: AwsRequest, forward: Forward): Promise<object> {
    const { columns } = await this.statistics(input, request, forward);
    for (const statistics of listOf(input, "ColumnStatisticsList")) {
      if (!isRecord(statistics) || typeof statistics["ColumnName"] !== "string") {
        throw new AwsServiceError("InvalidInputException", "A column's statistics need ColumnName");
      }
      columns.set(statistics["ColumnName"], statistics);
    }
    return { Errors: [] };
  }

  private async delete(input: Input, request: AwsRequest, forward: Forward): Promise<object> {
    const { columns } = await this.statistics(input, request, forward);
    // Not an error where there are none: Trino deletes those of every new column, and reads an error as a missing table.
    columns.delete(String(input["ColumnName"]));
    return {};
  }

  /** What is kept of a table or partition. @throws AwsServiceError EntityNotFoundException if it does not exist */
  private async statistics(
    input: Input,
    request: AwsRequest,
    forward: Forward,
  ): Promise<KeptStatistics> {
    const { DatabaseName, TableName, PartitionValues } = input;
    const created =
      PartitionValues === undefined
        ? await fieldOf(request, forward, "GetTable", { DatabaseName, Name: TableName }, "Table")
        : await fieldOf(
            request,
            forward,
            "GetPartition",
            { DatabaseName, TableName, PartitionValues },
            "Partition",
          );
    const key = JSON.stringify([request.region, DatabaseName, TableName, PartitionValues ?? []]);
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

/** When a table or partition was created. */
async function fieldOf(
  request: AwsRequest,
  forward: Forward,
  operation: string,
  input: object,
  field: string,
): Promise<unknown> {
  const answer = parseReply(await forward(sameServiceCall(request, operation, input)));
  const found = answer[field];
  return isRecord(found) ? (found["CreateTime"] ?? found["CreationTime"]) : undefined;
}

function listOf(input: Input, name: string): readonly unknown[] {
  const value = input[name];
  return Array.isArray(value) ? value : [];
}

function notFound(column: string) {
  return {
    ErrorCode: "EntityNotFoundException",
    ErrorMessage: `Column statistics of ${column} not found`,
  };
}
