import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ANALYSIS = join(__dirname, "..", "..", "..", "..", "local", "athena", "analysis");

/** What the analysis may know: the syntax tree, Trino's types and errors. */
const ALLOWED = /^(?:\.\/|\.\.\/sql\/|\.\.\/types\/(?!duckdb-type)|\.\.\/query-error$)/;

describe("the analysis of a statement", () => {
  it("knows nothing of DuckDB", () => {
    const files = readdirSync(ANALYSIS);
    expect(files).toContain("scope.ts");
    const others = files.flatMap((file) => {
      const imports = readFileSync(join(ANALYSIS, file), "utf8").matchAll(/ from "([^"]+)";/g);
      return [...imports].flatMap(([, path = ""]) =>
        ALLOWED.test(path) ? [] : [`${file}: ${path}`],
      );
    });
    expect(others).toEqual([]);
  });
});
