import { changeText, compareSchemas } from "../../../model/schema-evolution/schema-changes";
import type { SchemaChange } from "../../../model/schema-evolution/schema-changes";
import type { PublishedSchema } from "../../../model/schema-evolution/schema-lock";
import { block, blocks, text } from "../../terraform/plan/terraform-resource";
import type { TerraformPlan, Values } from "../../terraform/plan/terraform-plan";
import { parseLockedType } from "./locked-type";

/** How a plan changes the schema of a table, as the schema gate describes it. */
export interface TableChange {
  readonly table: string;
  /** For example `columns.tenant was added at the end as string`. */
  readonly change: string;
  readonly compatible: SchemaChange["compatible"];
  readonly effect: string;
}

/** Changes of the columns and partition keys of every table that exists before and after. */
export function tableChanges({ resource_changes = [] }: TerraformPlan): TableChange[] {
  return resource_changes
    .filter(({ type }) => type === "aws_glue_catalog_table")
    .flatMap(({ change: { before, after } }) => {
      if (before === null || after === null) return [];
      const table = typeof after.name === "string" ? after.name : "?";
      return compareSchemas(schemaOfTable(before), schemaOfTable(after)).map((change) => ({
        table,
        change: changeText(change),
        compatible: change.compatible,
        effect: change.effect,
      }));
    });
}

function schemaOfTable(values: Values): PublishedSchema {
  return {
    columns: Object.fromEntries(
      blocks(block(values, "storage_descriptor"), "columns").map(({ name, type }) => [
        String(name),
        parseLockedType(typeof type === "string" ? type : "?"),
      ]),
    ),
    partitionKeys: Object.fromEntries(
      blocks(values, "partition_keys").map((key) => [String(key.name), text(key, "type") ?? "?"]),
    ),
  };
}
