import { readFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../../../../local/home/lake-home";
import { ATHENA_DIFFERENCES, OTHER_ROWS } from "./athena-differences";

/** First cells of the table of differences. */
function differences(): string[] {
  const page = readFileSync(path.join(projectFolder, "docs/develop/sql-on-trino.md"), "utf8");
  const [, section = ""] = page.split("## Where Athena differs from this Trino");
  const [table = ""] = section.split("\n## ");
  return [...table.matchAll(/^\| (\S.*?) +\|/gm)].map(([, cell = ""]) => cell).slice(2);
}

describe("the page on Athena's statements on Trino", () => {
  it("has a row for each difference that the server is asked about, and a known reason for others", () => {
    const known = [...ATHENA_DIFFERENCES.map(({ row }) => row), ...OTHER_ROWS];
    const rows = differences();
    expect(rows.length).toBeGreaterThan(5);
    const matched = rows.map((row) => known.find((start) => row.startsWith(start)) ?? row);
    expect(matched.sort()).toEqual(known.sort());
  });
});
