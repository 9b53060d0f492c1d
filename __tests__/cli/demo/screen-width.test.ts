import { readFileSync } from "node:fs";
import path from "node:path";
import { demoEarthquakes } from "../../../cli/demo/earthquakes";
import { demoSampleEvents } from "../../../cli/demo/sample-events";
import { projectFolder } from "../../../local/home/lake-home";

/** Columns of a terminal that nobody has made wider. */
const COLUMNS = 80;
/** What the demo puts before each line of a statement. */
const INDENT = 2;

const tooWide = (lines: readonly string[], columns: number) =>
  lines.filter((line) => [...line].length > columns);

describe("what the demo prints on a terminal of 80 columns", () => {
  it.each([demoEarthquakes, demoSampleEvents])("has statements that fit: $dataset", ({ query }) => {
    expect(tooWide(query.sql.split("\n"), COLUMNS - INDENT)).toEqual([]);
  });

  it("has tables that fit, as the README shows them", () => {
    const readme = readFileSync(path.join(projectFolder, "README.md"), "utf8");
    const [, printed = ""] = /```\n(✔ [^]*?)```/.exec(readme) ?? [];
    const lines = printed.split("\n");
    expect(lines.filter((line) => line.startsWith("│")).length).toBeGreaterThan(4);
    expect(tooWide(lines, COLUMNS)).toEqual([]);
  });
});
