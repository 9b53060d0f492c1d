import { listObjects } from "../../../../cli/target/lake-contents";
import { sampleEvent } from "../../../support/events/sample-events";
import { until } from "../../../support/until";
import { MINUTE, seen } from "./console-context";
import type { ConsoleContext } from "./console-context";
import { writeFailedRecord } from "./failed-record";

/** Tests of the views of records: data, publish and failures. */
export function testRecords(context: ConsoleContext): void {
  const { page, text, press, region, figure } = seen(context);
  const button = (name: string) => page().getByRole("button", { name, exact: true });

  it("shows the partitions with their objects, and looks into one", async () => {
    const objects = await listObjects(context.clients.s3, context.data);
    await context.own.show("Data");
    const names = await page().locator(".objects code").allInnerTexts();
    expect(names.sort()).toEqual(objects.map(({ Key = "" }) => Key.replace(/^.*\//, "")).sort());
    await page().locator(".objects .entry").first().click();
    await region("First rows").waitFor();
    await page().getByText("Schema", { exact: true }).click();
    await region("Schema").getByText("sourcetimestamp").waitFor();
    expect(await context.own.violations()).toEqual([]);
    await press("Raw backup");
    await page().locator(".objects .entry").first().click();
    await region("Lines").waitFor();
  });

  it(
    "publishes what a dry run has checked",
    async () => {
      await context.own.show("Publish");
      expect(await button("Publish").isDisabled()).toBe(true);
      await page()
        .getByRole("textbox")
        .first()
        .fill(`[${sampleEvent(1)},${sampleEvent(2, true)}]`);
      await press("Dry run");
      await region("Problems").getByText("yesterday").first().waitFor();
      expect([await figure("converted"), await figure("would fail")]).toEqual(["1", "1"]);
      expect(await context.own.violations()).toEqual([]);
      await press("Publish");
      await text("2 events are in the stream");
    },
    3 * MINUTE,
  );

  it(
    "shows failed records with their reason, and replays after a dry run",
    async () => {
      await writeFailedRecord(context.clients, context.errors, sampleEvent(3));
      await context.own.show("Failures");
      await until("both failed records", async () => {
        await page().reload();
        await page().getByRole("heading", { name: "Failures", level: 1 }).waitFor();
        await context.own.settled();
        return (await page().locator(".records > li").count()) === 2;
      });
      await page().locator(".records summary", { hasText: "yesterday" }).first().click();
      await page().getByText('"sourceTimestamp": "yesterday"').waitFor();
      expect(await context.own.violations()).toEqual([]);
      expect(await button("Send").isDisabled()).toBe(true);
      await press("Dry run");
      await button("Send 1 record").waitFor();
      await writeFailedRecord(context.clients, context.errors, sampleEvent(4));
      await press("Send 1 record");
      await text("Other records would be sent than the dry run has shown, and nothing was sent.");
      // The browser reports the answer.
      expect(context.own.problems.splice(0)).toEqual([expect.stringContaining("409")]);
      expect(await button("Send").isDisabled()).toBe(true);
      await press("Dry run");
      await press("Send 2 records");
      await page().getByText("quarantined", { exact: true }).waitFor();
      expect([await figure("sent"), await figure("quarantined")]).toEqual(["2", "1"]);
    },
    3 * MINUTE,
  );
}
