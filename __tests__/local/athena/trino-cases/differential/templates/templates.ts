import type { TypeKey } from "../sample-values";
import { CONDITION_TEMPLATES } from "./condition-templates";
import { DECIMAL_TEMPLATES } from "./decimal-templates";
import { NESTED_TEMPLATES } from "./nested-templates";
import { NUMBER_TEMPLATES } from "./number-templates";
import { TEXT_TEMPLATES } from "./text-templates";
import { TIME_TEMPLATES } from "./time-templates";

/**
 * Expressions by the type of their value. `{type}` stands for an expression of that type, `{type:literal}` for a sample
 * of it, `{type:leaf}` for a column or a sample, `{integer:nonzero}` for a number that is not zero, `{any}` for a
 * column of any type, `{id}` for the row's unique number, and `{x:type->result}` for a lambda. A leading `~` marks
 * results whose last digits depend on the library of mathematical functions.
 *
 * What may fail for some row is of columns, or inside of TRY: which of two operands Trino evaluates first, and whether
 * it evaluates the second next to a null, depends on its optimizer. `failing-templates.ts` has what fails.
 */
export const SCALAR_TEMPLATES: Readonly<Record<TypeKey, readonly string[]>> = {
  ...NUMBER_TEMPLATES,
  ...DECIMAL_TEMPLATES,
  ...TEXT_TEMPLATES,
  ...TIME_TEMPLATES,
  ...CONDITION_TEMPLATES,
  ...NESTED_TEMPLATES,
};

/** Expressions whose type is none of the others. */
export const OTHER_TEMPLATES: readonly string[] = [
  "map_entries({map})",
  "zip({integers}, {texts})",
  "ROW({integer}, {double})",
  "sequence({date}, {date}, INTERVAL '365' day)",
  "sequence(DATE '2024-01-31', DATE '2024-05-01', INTERVAL '1' month)",
  "sequence(1, {tinyint})",
  "NULL",
  "({timestamp} - {timestamp})",
  "ARRAY[{integers}, {integers}]",
  "zip_with({integers}, {texts}, (x, y) -> coalesce(y, CAST(x AS varchar)))",
  "map_from_entries(ARRAY[ROW({varchar:key}, {double})])",
  "split_to_map('k=' || CAST({integer} AS varchar), ',', '=')",
  "transform({texts}, x -> ROW(x, length(x)))",
  "MAP(ARRAY[{varchar:key}], ARRAY[{integers}])",
  "CAST(ROW({date}, {decimal}) AS row(d date, m decimal(30,2)))",
  "({date} - {date})",
];
