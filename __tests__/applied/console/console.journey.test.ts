import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import type { CostReport } from "../../../cli/cost/render-cost";
import { findChromium, startChromium } from "../../local/gateway/support/chromium";
import { LakeCommand } from "../../support/emulator/lake-command";
import { testCalls } from "./support/call-tests";
import { COUNT_BY_STATUS, EVENTS, MINUTE, seen } from "./support/console-context";
import type { ConsoleContext } from "./support/console-context";
import { ConsolePage, LOOKS } from "./support/console-page";
import type { Look } from "./support/console-page";
import { deployLake } from "./support/deployed-lake";
import { testRecords } from "./support/record-tests";
import { testRefusals } from "./support/refusal-tests";
import { RunningConsole } from "./support/running-console";
import { testSql } from "./support/sql-tests";

/** What a console answers where no embedded AWS runs. */
const NO_LAKE = {
  status: 422,
  error: {
    message: "The embedded AWS is not running.",
    advice: "Start it: npx lake up",
  },
};

/** An address with the token as a terminal breaks it, and with what is copied around it. */
const broken = (address: string) =>
  address.replace(/(#token=.{9})(.{20})/, "$1%20%20$2\u00a0\n\t").concat("%20 \n");

const VIEWS = ["Pipeline", "SQL", "Data", "Failures", "Publish", "Cost"];

const chromium = findChromium();
if (chromium === undefined) {
  process.stdout.write("Not run, since there is no Chromium here: the console in a real browser\n");
}
const describeInBrowser = chromium === undefined ? describe.skip : describe;

// The rest is there when the lake is deployed.
const context = { lake: new LakeCommand() } as ConsoleContext;
const { page, text, press, region, figure } = seen(context);
const { lake } = context;
let browser: Browser | undefined;
const open = (address: string, look?: Look) => {
  if (browser === undefined) throw new Error("There is no browser");
  return ConsolePage.open(browser, address, look);
};

beforeAll(async () => {
  context.running = await RunningConsole.start(lake);
  if (chromium === undefined) return;
  browser = await startChromium(chromium, "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
  context.own = await ConsolePage.open(browser, context.running.address);
}, 3 * MINUTE);

afterAll(async () => {
  await browser?.close();
  await lake.run("down");
  context.clients?.destroy();
}, 3 * MINUTE);

describe("a console without a lake", () => {
  it("answers what to do", async () => {
    expect(await context.running.failure("lake")).toMatchObject(NO_LAKE);
    expect(await context.running.failure("pipeline", { dataset: "x" })).toMatchObject(NO_LAKE);
  });

  describeInBrowser("in a browser", () => {
    it("says how to start one", async () => {
      await text(NO_LAKE.error.message);
      await text(NO_LAKE.error.advice);
      expect(await context.own.violations()).toEqual([]);
    });

    it.each([
      ["as it is", (address: string) => address],
      ["with blanks and line breaks", broken],
    ])("takes the token of an address that is pasted into an open tab %s", async (_, pasted) => {
      const { address } = context.running;
      const other = await open(address.replace(/#.*/, ""));
      await other.page.getByText("This page has no token.").waitFor();
      // This changes the fragment only, which loads nothing.
      await other.page.goto(pasted(address));
      await other.page.getByText(NO_LAKE.error.message).waitFor();
      expect(other.page.url()).toMatch(/\/#\/pipeline$/);
      await other.close();
    });

    it.each([
      ["without a token", /#.*/, "", "This page has no token."],
      ["with an empty token", /=.*/, "=", "This page has no token."],
      ["with the token of another start", /=.*/, "=guessed", "The token of this page is not"],
      ["with a part of the token", /.$/, "", "The token of this page is not"],
      ["with what can't be a token", /=.*/, "=%E0%A4%A", "The token of this page is not"],
    ])("tells a page %s what to do", async (_, part, by, problem) => {
      const other = await open(context.running.address.replace(part, by));
      const notice = await other.page.getByRole("alert").innerText();
      expect(notice).toContain(problem);
      expect(notice).toContain("Open the address that");
      await other.close();
    });
  });
});

describe("a console of a lake that was deployed after its start", () => {
  beforeAll(() => deployLake(context), 15 * MINUTE);

  testCalls(context);
  testRefusals(context);
});

describeInBrowser("the console in a real browser", () => {
  const pictures = mkdtempSync(path.join(tmpdir(), "pictures-"));

  it("shows the lake that was deployed after its start", async () => {
    await press("Try again");
    await page().getByRole("heading", { name: "Pipeline", level: 1 }).waitFor();
    expect(await page().getByRole("alert").count()).toBe(0);
    // The browser reports the answers of the lake that did not run.
    context.own.problems.length = 0;
  });

  it("keeps the token out of the address and of the page", async () => {
    expect(page().url()).toMatch(/\/#\/pipeline$/);
    expect(await page().content()).not.toContain(context.running.address.split("=")[1]);
    await page().reload();
    await page().getByRole("heading", { name: "Pipeline", level: 1 }).waitFor();
  });

  it("draws the pipeline with what flowed through it", async () => {
    await context.own.show("Pipeline");
    const picture = page().getByRole("img", { name: /^Producers/ });
    expect(await picture.getAttribute("aria-label")).toMatch(
      /Kinesis stream: 1 shard.*Firehose: .*buffer .*Raw bucket: 400 in the last hour.*Lake bucket: 400 in/,
    );
    expect(await figure("Delivered in the last hour")).toBe(String(EVENTS));
    expect(await figure("Failed in the last hour")).toBe("0");
    await page().getByRole("cell", { name: "crawler", exact: true }).waitFor();
  });

  testSql(context);

  it.each(LOOKS)(
    "is readable $width pixels wide in $colors",
    async (look) => {
      const shown = await open(context.running.address, look);
      await shown.page.getByRole("heading", { level: 1 }).waitFor();
      for (const view of VIEWS) {
        await shown.show(view);
        if (view === "SQL") {
          await shown.write(COUNT_BY_STATUS);
          await shown.page.keyboard.press("Control+Enter");
          await shown.page.getByRole("region", { name: "Rows" }).waitFor();
        }
        await shown.picture(view, look, pictures);
        expect({ view, violations: await shown.violations() }).toEqual({ view, violations: [] });
        expect({ view, overflow: await shown.overflow() }).toEqual({ view, overflow: 0 });
      }
      expect(shown.problems).toEqual([]);
      await shown.close();
    },
    5 * MINUTE,
  );

  testRecords(context);

  it(
    "estimates what `lake cost` estimates",
    async () => {
      const { estimate } = await lake.json<CostReport>("cost", "--env", "local");
      await context.own.show("Cost");
      const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
      const total = await figure("a month in");
      expect(total).toContain(dollars.format(estimate.totalCents / 100));
      await page().getByLabel("Events per second").fill("1000");
      await page().keyboard.press("Tab");
      await context.own.settled();
      await region("Line by line").waitFor();
      expect(await figure("a month in")).not.toBe(total);
    },
    3 * MINUTE,
  );

  it("is usable by the keyboard alone, and in the colors that the user chose", async () => {
    await page().reload();
    await page().getByRole("heading", { level: 1 }).waitFor();
    await page().keyboard.press("Tab");
    await page().keyboard.press("Enter");
    expect(await page().evaluate("document.activeElement?.id")).toBe("content");
    await page().getByRole("link", { name: "SQL" }).focus();
    await page().keyboard.press("Enter");
    await page().getByRole("heading", { name: "SQL", level: 1 }).waitFor();
    const ground = () => page().evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await ground();
    await page().getByLabel("Colors").selectOption("dark");
    expect(await ground()).not.toBe(light);
  });

  it("had no error in its console", () => {
    expect(context.own.problems).toEqual([]);
  });

  it(
    "says that the embedded AWS was stopped, and that the console was",
    async () => {
      await lake.run("down");
      await page().getByRole("link", { name: "Pipeline" }).click();
      await text("The embedded AWS is not running.");
      expect(await context.running.stop()).toBe(130);
      await press("Try again");
      await text("The console has been stopped.");
    },
    3 * MINUTE,
  );
});
