import { isRecord } from "../../../errors/is-record";
import { AwsServiceError, type JsonOperations } from "../../gateway/emulated-service";
import { CatalogCall, constraintError, type Fields, recordList } from "./catalog-call";
import {
  COMPARATORS,
  propertyFilter,
  SORTED_BY,
  tableOrder,
  type TableFilter,
  textFilter,
} from "./table-filters";

/** Tables of one answer: https://docs.aws.amazon.com/glue/latest/webapi/API_SearchTables.html */
const MAX_PAGE = 1000;

const MAX_VALUE_LENGTH = 1024;

type Order = (one: Fields, other: Fields) => number;

/**
 * Searches the tables of all databases.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_SearchTables.html
 */
export const searchOperations: JsonOperations = {
  SearchTables: async (...parts) => {
    const call = new CatalogCall(...parts);
    const { input } = call;
    const size = pageSize(input["MaxResults"]);
    const filters = filtersOf(input);
    const order = orderOf(input["SortCriteria"]);
    const after = input["NextToken"] === undefined ? undefined : parseToken(input["NextToken"]);
    const share = oneOf(
      input["ResourceShareType"],
      ["FOREIGN", "ALL", "FEDERATED"],
      "resourceShareType",
    );
    // No other account shares tables here, and no catalog is federated.
    const tables = share === undefined || share === "ALL" ? await tablesOf(call) : [];
    const found = tables
      .filter((table) => filters.every((isFound) => isFound(table)))
      .filter((table) => after === undefined || order(table, after) > 0)
      .sort(order);
    const page = found.slice(0, size);
    const last = page.at(-1);
    return {
      TableList: page,
      ...(last !== undefined && found.length > size ? { NextToken: tokenOf(last) } : {}),
    };
  },
};

function filtersOf({ SearchText: text, Filters: filters }: Fields): readonly TableFilter[] {
  return [
    ...(text === undefined ? [] : [textFilter(searchValue(text, "searchText"))]),
    ...(filters === undefined ? [] : recordList(filters, "Filters")).map(
      ({ Key, Value, Comparator }) =>
        propertyFilter(
          searchValue(Key, "filters.member.key"),
          searchValue(Value, "filters.member.value"),
          oneOf(Comparator, COMPARATORS, "filters.member.comparator"),
        ),
    ),
  ];
}

/** The order of the answer, in which no two tables are equal. */
function orderOf(criteria: unknown): Order {
  const [criterion, ...others] = criteria === undefined ? [] : recordList(criteria, "SortCriteria");
  if (others.length > 0) throw constraintError("sortCriteria", "length less than or equal to 1");
  const byName: Order = (one, other) =>
    tableOrder("DatabaseName")(one, other) || tableOrder("Name")(one, other);
  if (criterion === undefined) return byName;
  const byField = tableOrder(searchValue(criterion["FieldName"], "sortCriteria.member.fieldName"));
  const descends = oneOf(criterion["Sort"], ["ASC", "DESC"], "sortCriteria.member.sort") === "DESC";
  return (one, other) =>
    (descends ? byField(other, one) : byField(one, other)) || byName(one, other);
}

async function tablesOf(call: CatalogCall): Promise<Fields[]> {
  const tables: Fields[] = [];
  for (const { Name } of await allOf(call, "GetDatabases", "DatabaseList", {})) {
    tables.push(...(await allOf(call, "GetTables", "TableList", { DatabaseName: Name })));
  }
  return tables;
}

async function allOf(
  call: CatalogCall,
  operation: string,
  list: string,
  input: object,
): Promise<readonly Fields[]> {
  const items: Fields[] = [];
  let token: unknown;
  do {
    const page = await call.ask(
      operation,
      token === undefined ? input : { ...input, NextToken: token },
    );
    items.push(...recordList(page[list] ?? [], list));
    token = page["NextToken"];
  } while (token !== undefined && token !== null);
  return items;
}

/** The properties by which the next page finds where it begins. */
function tokenOf(table: Fields): string {
  const properties = SORTED_BY.map((name) => [name, table[name]] as const);
  return Buffer.from(JSON.stringify(Object.fromEntries(properties))).toString("base64url");
}

function parseToken(token: unknown): Fields {
  try {
    const table: unknown = JSON.parse(Buffer.from(String(token), "base64url").toString());
    if (isRecord(table)) return table;
  } catch {
    // Falls through to the error below.
  }
  throw new AwsServiceError("InvalidInputException", "NextToken is not one of SearchTables");
}

function pageSize(value: unknown): number {
  if (value === undefined) return MAX_PAGE;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MAX_PAGE)
    return value;
  throw constraintError("maxResults", `value between 1 and ${MAX_PAGE}`);
}

function searchValue(value: unknown, member: string): string {
  if (typeof value === "string" && value.length >= 1 && value.length <= MAX_VALUE_LENGTH)
    return value;
  throw constraintError(member, `length between 1 and ${MAX_VALUE_LENGTH}`);
}

function oneOf(value: unknown, choices: readonly string[], member: string): string | undefined {
  const found = choices.find((choice) => choice === value);
  if (found === undefined && value !== undefined) {
    throw constraintError(member, `enum value set: [${choices.join(", ")}]`);
  }
  return found;
}
