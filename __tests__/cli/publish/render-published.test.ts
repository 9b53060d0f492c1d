import { findViolations } from "../../../cli/publish/find-violations";
import { renderPublished } from "../../../cli/publish/render-published";
import { column } from "../../../model/dataset/column-type";

const orders = {
  name: "orders",
  description: "Orders.",
  columns: { id: column.int(), unit_price: column.double({ from: "Unit Price" }) },
};
const result = { published: 3, failed: 0, batches: 1, retries: 0 };
const delivered = { since: "2026-11-29T10:00:00.000Z", rows: 3, failed: 0, crawled: true };

describe("what lake publish prints", () => {
  it("are the counts, with violations only where they were counted", () => {
    expect(renderPublished(result)).not.toContain("violations");
    expect(renderPublished({ ...result, violations: 2 })).toMatch(/│ violations │/);
  });

  it("are after --wait the events that break the contract, by their numbers in the file", () => {
    const events = new Map<number, unknown>([
      [1, { id: 1, "Unit Price": 2.5 }],
      [7, { id: "x", "Unit Price": "y" }],
      [9, { id: 2, unit_price: 2 }],
    ]);
    const found = findViolations(events, orders);
    expect(found).toEqual({
      violations: 3,
      violating: 2,
      firstViolation: expect.stringMatching(/^event 7, id is "x", expected /) as string,
    });
    const text = renderPublished({ ...result, ...found, delivered });
    expect(text).toMatch(/│ violations │/);
    expect(text).toMatch(/│ 3 +│ 0 +│ 1 +│ 0 +│ 3 +│/);
    expect(text).toContain("Delivered since 2026-11-29T10:00:00.000Z: 3 rows, 0 not converted");
    expect(text).toContain(
      '2 events break the contract, with 3 violations; the first: event 7, id is "x", expected',
    );
  });

  it("is nothing of the contract where all events keep it", () => {
    const found = findViolations(new Map([[1, { id: 1 }]]), orders);
    expect(found).toEqual({ violations: 0, violating: 0 });
    expect(renderPublished({ ...result, ...found, delivered })).not.toContain("contract");
  });
});
