import { ColumnLabels } from "../../../cli/publish/column-label";
import { forecast } from "../../../cli/publish/dry-run/dry-run";
import { renderForecast, summarize } from "../../../cli/publish/dry-run/render-forecast";
import { findViolations } from "../../../cli/publish/find-violations";
import { rejectWrongTarget } from "../../../cli/publish/wrong-target/reject-wrong-target";
import { column } from "../../../model/dataset/column-type";
import { useWideScreen } from "../support/wide-screen";

const prices = {
  name: "prices",
  description: "Prices.",
  columns: {
    id: column.int(),
    unit_price: column.double({ from: "Unit Price" }),
    cost_parts: column.array(column.int(), { from: "cost.parts" }),
    staffname: column.string({ from: "staffName" }),
  },
};
const labels = new ColumnLabels(prices.columns);

describe("a column in messages", () => {
  useWideScreen();

  it.each([
    ["id", "id"],
    ["Unit Price", 'unit_price (from "Unit Price")'],
    ["UNIT PRICE", 'unit_price (from "UNIT PRICE")'],
    ["cost.parts[3]", 'cost_parts[3] (from "cost.parts")'],
    ["Unit Prices", "Unit Prices"],
    ["staffName", "staffName"],
  ])("of the key %s is %s", (path, label) => {
    expect(labels.ofPath(path)).toBe(label);
  });

  it("has its key too where only Firehose's error names it", () => {
    expect(labels.inReason('Column unit_price: expected double, found "x".')).toBe(
      'Column unit_price (from "Unit Price"): expected double, found "x".',
    );
    expect(labels.inReason("Column id: expected int.")).toBe("Column id: expected int.");
  });

  it("is named alike in every line of a dry run, and a name instead of its key is explained", async () => {
    const records = ['{"Unit Price":"x"}', '{"id":"1","unit_price":1}'].map((source, index) => ({
      where: `line ${index + 1}`,
      source,
    }));
    const forecasts = await forecast(records, prices, () => {
      // No progress.
    });
    const rows = renderForecast(summarize(forecasts), forecasts, prices.columns);
    expect(rows).toMatch(/Column unit_price \(from "Unit Price"\): expected double/);
    expect(rows).toMatch(/│ unit_price \(from "Unit Price"\) *│ "x" *│ expected a number/);
    expect(rows).toMatch(
      /│ unit_price *│ a number *│ is dropped: the column of this name is read from "Unit Price"/,
    );
  });

  it("is named alike by publish", async () => {
    expect(findViolations(new Map([[1, { "Unit Price": "x" }]]), prices).firstViolation).toContain(
      'event 1, unit_price (from "Unit Price") is "x", expected',
    );
    await expect(
      rejectWrongTarget(new Map([[1, { a: 1 }]]), prices, {
        known: [prices],
        readFor: () => Promise.resolve([]),
        retry: () => "the command",
      }),
    ).rejects.toThrow(
      '(id, unit_price (from "Unit Price"), cost_parts (from "cost.parts"), staffname)',
    );
  });
});
