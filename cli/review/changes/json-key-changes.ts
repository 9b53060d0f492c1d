import { changeText } from "../../../model/schema-evolution/schema-changes";
import { keyChange } from "../../../model/schema-evolution/json-key-changes";
import type { SchemaChange } from "../../../model/schema-evolution/schema-changes";
import { changeRules } from "../../../model/schema-evolution/schema-change-rules";
import { nestedBlock, nestedBlocks } from "../../terraform/plan/terraform-resource";
import type { TerraformPlan, Values } from "../../terraform/plan/terraform-plan";

/** A change of the key that a column of a table is read from. */
export interface JsonKeyChange {
  /** Address of the delivery stream. */
  readonly address: string;
  readonly table: string;
  readonly change: string;
  readonly compatible: SchemaChange["compatible"];
  readonly effect: string;
}

/** Columns that delivery streams read from another key of events than before, of columns that exist before and after. */
export function jsonKeyChanges({ resource_changes = [] }: TerraformPlan): JsonKeyChange[] {
  return resource_changes
    .filter(({ type }) => type === "aws_kinesis_firehose_delivery_stream")
    .flatMap(({ address, change: { before, after } }) => {
      if (before === null || after === null) return [];
      const table = String(nestedBlock(conversionOf(after), "schema_configuration").table_name);
      const isKept = keptColumns(resource_changes, table);
      const [was, is] = [keysOf(before), keysOf(after)];
      return [...new Set([...Object.keys(was), ...Object.keys(is)])]
        .filter(isKept)
        .flatMap((column) => keyChange(column, was[column] ?? column, is[column] ?? column) ?? [])
        .map((change) => ({
          address,
          table,
          change: changeText(change),
          ...changeRules[change.kind],
        }));
    });
}

function keptColumns(
  changes: NonNullable<TerraformPlan["resource_changes"]>,
  table: string,
): (column: string) => boolean {
  const change = changes.find(
    ({ type, change: { after } }) => type === "aws_glue_catalog_table" && after?.name === table,
  )?.change;
  const sets = [change?.before, change?.after].map((values) =>
    values === null || values === undefined ? undefined : columnsOf(values),
  );
  return (column) => sets.every((columns) => columns === undefined || columns.includes(column));
}

function columnsOf(table: Values): string[] {
  return nestedBlocks(nestedBlock(table, "storage_descriptor"), "columns").map(({ name }) =>
    String(name),
  );
}

function conversionOf(deliveryStream: Values): Values {
  return nestedBlock(
    nestedBlock(deliveryStream, "extended_s3_configuration"),
    "data_format_conversion_configuration",
  );
}

function keysOf(deliveryStream: Values): Record<string, string> {
  const input = nestedBlock(conversionOf(deliveryStream), "input_format_configuration");
  const openX = nestedBlock(nestedBlock(input, "deserializer"), "open_x_json_ser_de");
  const mappings: unknown = openX.column_to_json_key_mappings;
  return typeof mappings === "object" && mappings !== null
    ? Object.fromEntries(Object.entries(mappings).map(([column, key]) => [column, String(key)]))
    : {};
}
