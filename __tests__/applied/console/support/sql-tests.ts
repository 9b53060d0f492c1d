import { readFile } from "node:fs/promises";
import { COUNT_BY_STATUS, EVENTS, MINUTE, seen } from "./console-context";
import type { ConsoleContext } from "./console-context";

/** Tests of the SQL view. */
export function testSql(context: ConsoleContext): void {
  const { page, text, press, region, write } = seen(context);

  it(
    "runs SQL: rows with types, a file, a chart and the plan",
    async () => {
      await context.own.show("SQL");
      await write(COUNT_BY_STATUS);
      await page().keyboard.press("Control+Enter");
      await page().getByRole("columnheader", { name: "events bigint" }).waitFor();
      const counts = await region("Rows").locator("td.number").allInnerTexts();
      expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(EVENTS);
      expect(await page().getByRole("status").first().innerText()).toMatch(/B scanned, \d/);

      const saving = page().waitForEvent("download");
      await press("Download CSV");
      const csv = await readFile(await (await saving).path(), "utf8");
      expect(csv.trim().split("\n")).toHaveLength(counts.length + 1);
      expect(csv).toMatch(/^"status","events"\n/);

      await press("Chart");
      expect(await page().locator(".bars li").count()).toBe(counts.length);
      expect(await context.own.violations()).toEqual([]);
      await press("Plan");
      await region("Plan").waitFor();
    },
    3 * MINUTE,
  );

  it(
    "runs saved queries, and has what ran in its history",
    async () => {
      await press("History");
      await page().locator(".list .entry", { hasText: "count(*) AS events" }).first().waitFor();
      await press("Saved");
      await page().locator(".list .entry").first().click();
      await press("Run");
      // The test before left the chart in front.
      await press("Table");
      await region("Rows").waitFor();
    },
    3 * MINUTE,
  );

  it("keeps each letter that is typed fast, also over a colored selection", async () => {
    await write(COUNT_BY_STATUS);
    for (const typed of ["SELECT a FROM b", "VALUES 1"]) {
      await page().keyboard.press("Control+A");
      await page().keyboard.type(typed);
      expect((await page().getByLabel("SQL statement").innerText()).trim()).toBe(typed);
    }
    expect(context.own.problems).toEqual([]);
  });

  it("completes the columns of a table and the fields of a struct", async () => {
    await write("SELECT sample_events.");
    await page().keyboard.press("Control+Space");
    await page()
      .getByRole("option", { name: /event\.status/ })
      .waitFor();
    await page().keyboard.press("Escape");
  });

  it(
    "shows why a query failed, and ends one that is cancelled",
    async () => {
      await write("SELECT nothing FROM sample_events");
      await press("Run");
      await text("COLUMN_NOT_FOUND");
      const tables = ["a", "b", "c", "d"].map((name) => `sample_events ${name}`).join(", ");
      await write(`SELECT sum(a.event.staffid * d.event.staffid % 7) FROM ${tables}`);
      await press("Run");
      await press("Cancel");
      await text("The query was cancelled.");
    },
    3 * MINUTE,
  );
}
