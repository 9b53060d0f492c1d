import type { Columns } from "../../dataset/column-type";
import type { ConfigViolation } from "../config-violation";
import { timeKeys } from "../../dataset/partition-keys";
import { reservedColumnNames } from "../../dataset/reserved-words";
import { datasetViolation } from "./dataset-violation";
import { validateColumnType } from "./validate-column-type";

const columnNameRule =
  "a lower-case letter, then lower-case letters, digits and underscores, and no word such as order that needs quotes in queries; the key of the events goes into from";

/** Validates the columns of a table. */
export function validateColumns(path: string, columns: Columns): ConfigViolation[] {
  const names = Object.keys(columns);
  if (names.length === 0)
    return [datasetViolation(path, "are missing", columns, "at least one column")];
  return names.flatMap((name) => {
    const at = `${path}.${name}`;
    const violations: ConfigViolation[] = [];
    // Glue would store upper-case letters, but Athena would not find the column.
    if (!/^[a-z][a-z0-9_]*$/.test(name) || reservedColumnNames.has(name)) {
      violations.push(
        datasetViolation(at, "has a name that SQL can't use unquoted", name, columnNameRule),
      );
    }
    if (timeKeys.some((key) => key.name === name)) {
      const taken = timeKeys.map((key) => key.name).join(", ");
      violations.push(
        datasetViolation(at, "has the name of a partition key", name, `any name but ${taken}`),
      );
    }
    const type = columns[name];
    return type === undefined ? violations : [...violations, ...validateColumnType(at, type)];
  });
}
