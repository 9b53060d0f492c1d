import { changeText, compareSchemas } from "../../../model/schema-evolution/schema-changes";
import { changeRules } from "../../../model/schema-evolution/schema-change-rules";
import type { SchemaChange } from "../../../model/schema-evolution/schema-changes";
import type { PublishedSchema } from "../../../model/schema-evolution/schema-lock";
import { nestedBlock, nestedBlocks, stringArgument } from "../../terraform/plan/terraform-resource";
import type { TerraformPlan, Values } from "../../terraform/plan/terraform-plan";
import { jsonKeyChanges } from "./json-key-changes";
import { parseLockedType } from "./locked-type";

/** How a plan changes the schema of a table, as the schema gate describes it. */
export interface TableChange {
  /** Address of the table. */
  readonly address: string;
  readonly table: string;
  /** For example `columns.tenant was added at the end as string`. */
  readonly change: string;
  readonly compatible: SchemaChange["compatible"];
  readonly effect: string;
}

/** Changes of the columns, their keys in events and the partition keys of every table that exists before and after. */
export function tableChanges(plan: TerraformPlan): TableChange[] {
  return [...columnChanges(plan), ...jsonKeyChanges(plan)];
}

function columnChanges({ resource_changes = [] }: TerraformPlan): TableChange[] {
  return resource_changes
    .filter(({ type }) => type === "aws_glue_catalog_table")
    .flatMap(({ address, change: { before, after } }) => {
      if (before === null || after === null) return [];
      const table = typeof after.name === "string" ? after.name : "?";
      return [
        ...compareSchemas(schemaOfTable(before), schemaOfTable(after)).map((change) => ({
          change: changeText(change),
          compatible: change.compatible,
          effect: change.effect,
        })),
        ...rangeChanges(nestedBlock(before, "parameters"), nestedBlock(after, "parameters")),
      ].map((change) => ({ address, table, ...change }));
    });
}

const RANGE = /^projection\.(.+)\.range$/;

/** Ranges of projected partition keys: data outside of them is there, and no query finds it. */
function rangeChanges(before: Values, after: Values): Omit<TableChange, "address" | "table">[] {
  return Object.entries(before).flatMap(([parameter, was]) => {
    const key = RANGE.exec(parameter)?.[1];
    const is = after[parameter];
    if (key === undefined || typeof was !== "string" || typeof is !== "string" || was === is) {
      return [];
    }
    const wider = isWider(was, is);
    return [
      {
        change: `partitionKeys.${key} has its projected range changed from ${was} to ${is}`,
        ...changeRuleOf(wider),
      },
    ];
  });
}

function changeRuleOf(wider: boolean) {
  return changeRules[wider ? "projection-widened" : "projection-narrowed"];
}

/** Whether a range surely has all that another has: each end is the same, or further away by the same measure. */
function isWider(was: string, is: string): boolean {
  const [from = "", to = ""] = was.split(",");
  const [newFrom = "", newTo = ""] = is.split(",");
  return isNotAfter(newFrom, from) && isNotAfter(to, newTo);
}

function isNotAfter(a: string, b: string): boolean {
  if (a === b) return true;
  const [offsetA, offsetB] = [a, b].map((text) => /^NOW([+-]\d+)(DAYS|HOURS)$/.exec(text));
  if (offsetA && offsetB)
    return offsetA[2] === offsetB[2] && Number(offsetA[1]) <= Number(offsetB[1]);
  // Numbers of one length, and days with or without an hour, compare as text.
  return /^\d[\d-]*$/.test(a) && /^\d[\d-]*$/.test(b) && a.length === b.length && a < b;
}

function schemaOfTable(values: Values): PublishedSchema {
  return {
    columns: Object.fromEntries(
      nestedBlocks(nestedBlock(values, "storage_descriptor"), "columns").map(({ name, type }) => [
        String(name),
        parseLockedType(typeof type === "string" ? type : "?"),
      ]),
    ),
    partitionKeys: Object.fromEntries(
      nestedBlocks(values, "partition_keys").map((key) => [
        String(key.name),
        stringArgument(key, "type") ?? "?",
      ]),
    ),
  };
}
