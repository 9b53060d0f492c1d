import { isRecord } from "../../../../errors/is-record";
import { type CatalogCall, constraintError, type Fields, textList } from "../catalog-call";
import { partitionFilter } from "./partition-filter";
import { orderOf, type PartitionPages, segmentFilter } from "./partition-pages";

/** Characters of an Expression: https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html */
const MAX_EXPRESSION = 2048;

/**
 * GetPartitions. The control plane stores the partitions; it has no segments and pages, and its expressions lack NOT.
 *
 * @throws AwsServiceError as documented by AWS
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
 */
export async function getPartitions(call: CatalogCall, pages: PartitionPages): Promise<Fields> {
  const { DatabaseName, TableName, Expression: expression, ExcludeColumnSchema } = call.input;
  const inSegment = segmentFilter(call.input["Segment"]);
  return pages.page(call.input, async () => {
    const { PartitionKeys: keys = [], CatalogId } = await call.table(TableName);
    const matches = filterOf(expression, Array.isArray(keys) ? keys : []);
    const { Partitions: stored } = await call.ask("GetPartitions", {
      DatabaseName,
      TableName,
      ExcludeColumnSchema,
    });
    return (Array.isArray(stored) ? stored : [])
      .filter(isRecord)
      .map((partition) => ({ partition, values: textList(partition["Values"] ?? [], "Values") }))
      .filter(({ values }) => matches(values))
      .map(({ partition, values }) => ({
        order: orderOf(values),
        partition: { CatalogId, ...partition },
      }))
      .filter(({ order }) => inSegment(order))
      .sort((one, other) => (one.order < other.order ? -1 : 1));
  });
}

function filterOf(
  expression: unknown,
  keys: readonly unknown[],
): (values: readonly string[]) => boolean {
  if (typeof expression !== "string" || expression.trim() === "") return () => true;
  if (expression.length > MAX_EXPRESSION) {
    throw constraintError("expression", `length less than or equal to ${MAX_EXPRESSION}`);
  }
  return partitionFilter(expression, keys);
}
