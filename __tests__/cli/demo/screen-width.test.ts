import { readFileSync } from "node:fs";
import path from "node:path";
import { closingNote, renderReport } from "../../../cli/demo/demo-command";
import type { DemoReport } from "../../../cli/demo/demo-command";
import { demoEarthquakes } from "../../../cli/demo/earthquakes";
import { demoSampleEvents } from "../../../cli/demo/sample-events";
import { projectFolder } from "../../../local/home/lake-home";

/** Columns of a terminal that nobody has made wider. */
const COLUMNS = 80;
/** What the demo puts before each line of a statement. */
const INDENT = 2;

const tooWide = (lines: readonly string[], columns: number) =>
  lines.filter((line) => [...line].length > columns);

const answered = { queryExecutionId: "", dataScannedBytes: 123_456, executionMilliseconds: 1_234 };
const columnsOf = (...names: string[]) => names.map((name) => ({ name, type: "varchar" }));
/** A report with the widest values that the demo's files and hours have. */
const report: DemoReport = {
  datasets: [demoSampleEvents, demoEarthquakes].map(({ dataset }) => ({
    ...{ dataset, published: 1707, delivered: 1707, failed: 0, backedUp: 1707 },
    ...{ failures: [], objects: [] },
  })),
  answers: [
    {
      ...{ dataset: demoSampleEvents.dataset, ...demoSampleEvents.query, ...answered },
      columns: columnsOf("year", "month", "day", "hour", "event_type", "events"),
      rows: [["2026", "11", "30", "10", "SAMPLE_EVENT_CREATED", "1001"]],
    },
    {
      ...{ dataset: demoEarthquakes.dataset, ...demoEarthquakes.query, ...answered },
      columns: columnsOf("mag", "place", "time"),
      rows: [["6.4", "South of the Kermadec Islands, New Zealand", "2018-02-06 15:50:42.400"]],
    },
  ],
};

describe("what the demo prints on a terminal of 80 columns", () => {
  it.each([demoEarthquakes, demoSampleEvents])("has statements that fit: $dataset", ({ query }) => {
    expect(tooWide(query.sql.split("\n"), COLUMNS - INDENT)).toEqual([]);
  });

  it("is a report that fits", () => {
    const lines = renderReport(report, COLUMNS).split("\n");
    expect(lines.filter((line) => line.startsWith("│")).length).toBeGreaterThan(4);
    expect(tooWide(lines, COLUMNS)).toEqual([]);
  });

  it("lists rows below each other where a table does not fit", () => {
    const lines = renderReport(report, 60).split("\n");
    expect(lines.join("\n")).not.toContain("│ mag");
    expect(lines.join("\n")).toContain("Kermadec");
  });

  it.each([true, false])("ends with lines that fit, stopped: %s", (isStopped) => {
    expect(tooWide(closingNote(1_234, isStopped).split("\n"), COLUMNS)).toEqual([]);
  });

  it("has tables that fit, as the README shows them", () => {
    const readme = readFileSync(path.join(projectFolder, "README.md"), "utf8");
    const [, printed = ""] = /```\n(✔ [^]*?)```/.exec(readme) ?? [];
    const lines = printed.split("\n");
    expect(lines.filter((line) => line.startsWith("│")).length).toBeGreaterThan(4);
    expect(tooWide(lines, COLUMNS)).toEqual([]);
  });
});
