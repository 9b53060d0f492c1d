import type { TableView } from "../../../../cli/query/catalog-tables";
import { completeSql } from "../../../../cli/sql/completion/complete-sql";
import { functionNames } from "../../../../cli/query/statement/function-names";

const column = (name: string, type = "string") => ({ name, type, isPartitionKey: false });
const tables: readonly TableView[] = [
  { name: "orders", columns: [column("id", "int"), column("Total"), column("order")] },
  {
    name: "quakes",
    columns: [column("id", "int"), column("place", "struct<city:string,at:struct<lat:double>>")],
  },
];

/** Candidates at the mark `|` of a statement. */
function candidates(statement: string): readonly string[] {
  const [before = "", after = ""] = statement.split("|");
  return completeSql({ before, after, tables, functions: ["sum", "strpos"] }).candidates;
}

describe("what may stand for a word of a statement", () => {
  it.each([
    ["the words that begin one", "sel|", ["select"]],
    ["tables behind FROM", "SELECT 1 FROM |", ["orders", "quakes"]],
    ["tables that begin so, whatever the case", "SELECT 1 FROM Q|", ["quakes"]],
    ["tables behind DESCRIBE", "DESCRIBE o|", ["orders"]],
    ["columns of the table that is named", "SELECT * FROM quakes WHERE pl|", ["place"]],
    ["columns of a table that is named behind the cursor", "SELECT pl| FROM quakes", ["place"]],
    ["fields of a struct", "SELECT place.c| FROM quakes", ["place.city"]],
    ["fields of a struct in a struct", "SELECT place.at.| FROM quakes", ["place.at.lat"]],
    ["columns of an alias", "SELECT q.| FROM quakes AS q", ["q.id", "q.place"]],
    ["fields below an alias", "SELECT q.place.c| FROM quakes q", ["q.place.city"]],
    ["columns below the name of a table", "SELECT quakes.p| FROM quakes", ["quakes.place"]],
    ["columns of every table before one is named", "SELECT pl|", ["place"]],
    ["functions in the case that is typed", "SELECT STRP|", ["STRPOS"]],
    ["names that need quotes, in quotes", "SELECT tot| FROM orders", ['"Total"']],
    ["a name in quotes that were begun", 'SELECT "i| FROM orders', ['"id"']],
    ["nothing below a name that there is not", "SELECT nothing.| FROM orders", []],
  ])("are %s", (_, statement, expected) => {
    expect(candidates(statement)).toEqual(expected);
  });

  it("are words and functions next to columns, but not where any word may follow", () => {
    expect(candidates("SELECT * FROM orders o|")).toEqual(
      expect.arrayContaining(["orders", '"order"', "order", "on", "offset"]),
    );
    expect(candidates("SELECT * FROM orders WHERE |")).toEqual([
      '"Total"',
      '"order"',
      "id",
      "orders",
      "quakes",
    ]);
  });

  it("are replaced from the beginning of the whole path", () => {
    const context = { after: " FROM quakes", tables, functions: [] };
    expect(completeSql({ ...context, before: "SELECT place.c" }).word).toBe("place.c");
  });

  it("has the functions that the engine has", () => {
    expect(functionNames()).toEqual(
      expect.arrayContaining(["approx_distinct", "date_trunc", "row_number"]),
    );
  });
});
