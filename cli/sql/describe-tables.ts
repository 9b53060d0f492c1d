import { didYouMean } from "../../errors/nearest-name";
import { UserError } from "../../errors/user-error";
import type { ColumnView, TableView } from "../query/catalog-tables";
import type { Rows } from "../query/formats/result-format";
import { columnRows } from "../query/statement/struct-fields";

/** The tables of a lake as rows. */
export function tableRows(tables: readonly TableView[]): Rows {
  return rowsOf(
    ["table", "columns", "partition keys"],
    tables.map(({ name, columns }) => {
      const keys = columns.filter(({ isPartitionKey }) => isPartitionKey);
      return [name, String(columns.length), keys.map((key) => key.name).join(", ")];
    }),
  );
}

/** A table by its name, in any case and with or without quotes. @throws UserError with the name that is near, if any */
export function tableNamed(tables: readonly TableView[], name: string): TableView {
  const wanted = name.replaceAll('"', "").toLowerCase();
  const table = tables.find((each) => each.name === wanted);
  if (table !== undefined) return table;
  const names = tables.map((each) => each.name);
  throw new UserError(
    `There is no table "${name}".${didYouMean(wanted, names)}`,
    "\\d lists the tables.",
  );
}

/** The columns of a table as rows, and below a struct its fields. */
export function describedRows({ columns }: TableView): Rows {
  return rowsOf(["column", "type", ""], columns.flatMap(rowsOfColumn));
}

function rowsOfColumn({ name, type, isPartitionKey }: ColumnView): string[][] {
  const note = isPartitionKey ? "partition key" : "";
  return columnRows(name, type).map((row, index) => [...row, index === 0 ? note : ""]);
}

function rowsOf(names: readonly string[], rows: readonly (readonly string[])[]): Rows {
  return { columns: names.map((name) => ({ name, type: "varchar" })), rows };
}
