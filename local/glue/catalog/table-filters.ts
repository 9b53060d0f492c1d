import { AwsServiceError } from "../../gateway/emulated-service";
import { isRecord } from "../../../errors/is-record";
import type { Fields } from "./catalog-call";

/** Whether a table is among the results of a search. */
export type TableFilter = (table: Fields) => boolean;

/** Properties of a table that are times, in seconds. */
const TIMES = ["CreateTime", "UpdateTime", "LastAccessTime", "LastAnalyzedTime"];

/** Properties of a table that are texts. */
const TEXTS = ["Name", "DatabaseName", "Description", "Owner", "TableType", "CreatedBy"];

/** Properties by which tables can be sorted. */
export const SORTED_BY: readonly string[] = [...TEXTS, ...TIMES];

/** Compares the value of a property with that of a filter. */
const comparators: Readonly<Record<string, (value: number, filter: number) => boolean>> = {
  EQUALS: (value, filter) => value === filter,
  GREATER_THAN: (value, filter) => value > filter,
  LESS_THAN: (value, filter) => value < filter,
  GREATER_THAN_EQUALS: (value, filter) => value >= filter,
  LESS_THAN_EQUALS: (value, filter) => value <= filter,
};

/** Names of {@link comparators}. */
export const COMPARATORS: readonly string[] = Object.keys(comparators);

/**
 * A filter by a property. A text is split at its punctuation, and one of its parts must be the filter's value, or the whole
 * text is it; times are compared.
 *
 * @throws AwsServiceError InvalidInputException for a property that is neither a text nor a time, or no time as value
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_SearchTables.html
 */
export function propertyFilter(
  key: string,
  value: string,
  comparator: string | undefined,
): TableFilter {
  if (TEXTS.includes(key)) {
    return (table) => typeof table[key] === "string" && hasToken(table[key], value);
  }
  if (!TIMES.includes(key)) {
    throw new AwsServiceError(
      "InvalidInputException",
      `The embedded Glue does not search by ${key}, only by ${SORTED_BY.join(", ")}`,
    );
  }
  const filter = Number.isFinite(Number(value)) ? Number(value) : Date.parse(value) / 1000;
  if (Number.isNaN(filter)) {
    throw new AwsServiceError("InvalidInputException", `${value} is no time, of ${key}`);
  }
  const compare = comparators[comparator ?? "EQUALS"];
  return (table) => typeof table[key] === "number" && compare?.(table[key], filter) === true;
}

/**
 * A filter by a search text: each of its words is a part of one of the table's texts, those of its columns and
 * parameters included; in quotes it is one of those texts.
 */
export function textFilter(text: string): TableFilter {
  const [, quoted] = /^(?:"(.*)"|'(.*)')$/s.exec(text)?.filter((part) => part !== undefined) ?? [];
  if (quoted !== undefined) {
    return (table) => textsOf(table).some((each) => each.toLowerCase() === quoted.toLowerCase());
  }
  const words = text.split(/\s+/).filter((word) => word !== "");
  return (table) => {
    const texts = textsOf(table);
    return words.every((word) => texts.some((each) => hasToken(each, word)));
  };
}

/** Compares two tables by a property, which is a text or a time. @throws AwsServiceError InvalidInputException */
export function tableOrder(field: string): (one: Fields, other: Fields) => number {
  if (!SORTED_BY.includes(field)) {
    throw new AwsServiceError(
      "InvalidInputException",
      `The embedded Glue does not sort by ${field}, only by ${SORTED_BY.join(", ")}`,
    );
  }
  return (one, other) => {
    const [left, right] = [one[field], other[field]];
    if (typeof left === "number" && typeof right === "number") return left - right;
    const [first, second] = [asText(left), asText(right)];
    return first === second ? 0 : first < second ? -1 : 1;
  };
}

/** What is no text comes first. */
function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Letter case makes no difference: the catalog has names in lower case only. */
function hasToken(text: string, value: string): boolean {
  const [whole, searched] = [text.toLowerCase(), value.toLowerCase()];
  return whole === searched || whole.split(/[^\p{L}\p{N}_]+/u).includes(searched);
}

function textsOf(table: Fields): readonly string[] {
  const { StorageDescriptor: storage, PartitionKeys: keys, Parameters: parameters } = table;
  const columns = isRecord(storage) ? storage["Columns"] : undefined;
  return [
    ...TEXTS.map((name) => table[name]),
    ...[columns, keys].flatMap(columnTexts),
    ...(isRecord(parameters) ? Object.entries(parameters).flat() : []),
  ].filter((each) => typeof each === "string");
}

function columnTexts(columns: unknown): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(columns) ? columns : [];
  return list.flatMap((column) => (isRecord(column) ? [column["Name"], column["Comment"]] : []));
}
