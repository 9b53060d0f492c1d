import type { TableView } from "../../../../cli/query/catalog-tables";
import { explainFailure } from "../../../../cli/query/statement/explain-failure";

const column = (name: string, type: string) => ({ name, type, isPartitionKey: false });
const tables: readonly TableView[] = [
  {
    name: "orders",
    columns: [column("total", "double"), column("place", "struct<city:string,tags:array<string>>")],
  },
  { name: "visits", columns: [column("visitor", "string"), column("year", "bigint")] },
];

const explained = (sql: string, message: string) =>
  explainFailure(new Error(message), {
    ...{ sql, environment: "dev" },
    tables: () => Promise.resolve(tables),
  });

describe("why a statement failed", () => {
  // The messages are those of Trino and of Athena.
  it.each([
    [
      "SELECT 1 FROM odrers",
      "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.shop.odrers' does not exist",
      "orders",
    ],
    [
      "SELECT totla FROM orders",
      "COLUMN_NOT_FOUND: line 1:8: Column 'totla' cannot be resolved",
      "total",
    ],
    [
      'SELECT o."place".citty FROM orders o',
      "line 1:8: Column 'o.place.citty' cannot be resolved",
      "o.place.city",
    ],
    ["SELECT yaer FROM visits", "line 1:8: Column 'yaer' cannot be resolved", "year"],
    ["SELECT cuont(*)", "FUNCTION_NOT_FOUND: line 1:8: Function 'cuont' not registered", "count"],
  ])("names what was probably meant: %s", async (sql, message, meant) => {
    const { advice } = await explained(sql, message);
    expect(advice).toBe(`Did you mean ${meant}?`);
  });

  it.each([
    [
      "a column of a table that the statement does not name",
      "SELECT visitro FROM orders",
      "line 1:8: Column 'visitro' cannot be resolved",
    ],
    ["another problem", "SELECT totla", "line 1:8: mismatched input 'totla'"],
  ])("names nothing for %s", async (_, sql, message) => {
    const { message: shown, advice } = await explained(sql, message);
    expect(advice).toBe("Correct the statement there, and run it again.");
    expect(shown).toBe(`${message}\nLINE 1: ${sql}\n               ^`);
  });

  it("marks the place below characters of two columns", async () => {
    const { message } = await explained("SELECT '日本', totla", "line 1:14: Column 'totla'");
    expect(message.split("\n").at(-1)).toBe(`${"LINE 1: SELECT '    ', ".replace(/./g, " ")}^`);
  });

  it("keeps the advice of what has no place in the statement", async () => {
    expect(await explained("SELECT 1", "Access denied")).toMatchObject({
      message: "Access denied",
      advice: "Set LAKE_DEBUG=1 for a stack trace.",
    });
  });
});
