import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { projectFolder } from "../../../../local/home/lake-home";

/** How a page is shown. */
export interface Look {
  readonly width: number;
  readonly colors: "light" | "dark";
}

/** Every look in which each view has to be readable. */
export const LOOKS: readonly Look[] = [
  { width: 1280, colors: "light" },
  { width: 1280, colors: "dark" },
  { width: 390, colors: "light" },
  { width: 390, colors: "dark" },
];

/** Pictures of the documentation, by the view and look that they show. */
const DOCUMENTED: Readonly<Record<string, string>> = {
  "pipeline-1280-light.png": "pipeline.png",
  "pipeline-1280-dark.png": "pipeline-dark.png",
  "sql-1280-light.png": "sql.png",
  "pipeline-390-light.png": "pipeline-narrow.png",
};

/** The page of a console in a browser, and what went wrong in it. */
export class ConsolePage {
  /** Errors of its scripts and of the browser, such as violations of its policy. */
  readonly problems: string[] = [];

  private constructor(readonly page: Page) {
    page.on("pageerror", (error) => this.problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") {
        this.problems.push(`${message.text()} (${message.location().url})`);
      }
    });
    page.on("request", (request) => {
      const { hostname, protocol } = new URL(request.url());
      const isOwn = hostname === "127.0.0.1" || protocol === "data:" || protocol === "blob:";
      if (!isOwn) this.problems.push(`it asked another server: ${request.url()}`);
    });
  }

  static async open(browser: Browser, address: string, look = LOOKS[0]): Promise<ConsolePage> {
    const { width = 0, colors = "light" } = look ?? {};
    const context = await browser.newContext({
      viewport: { width, height: width < 500 ? 844 : 800 },
      colorScheme: colors,
      reducedMotion: "reduce",
    });
    const opened = new ConsolePage(await context.newPage());
    await opened.page.goto(address);
    return opened;
  }

  /** Goes to a view by the navigation, and waits until it has read what it shows. */
  async show(view: string): Promise<void> {
    await this.page.getByRole("link", { name: view, exact: true }).first().click();
    await this.page.getByRole("heading", { name: view, level: 1 }).waitFor();
    await this.settled();
  }

  /** Replaces the statement in the SQL editor as a paste does: `fill` goes past the events that an editor handles. */
  async write(sql: string): Promise<void> {
    await this.page.getByLabel("SQL statement").focus();
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(sql);
  }

  /** Waits until nothing is being read. */
  async settled(): Promise<void> {
    await this.page.locator(".loading").first().waitFor({ state: "detached", timeout: 60_000 });
  }

  /** Problems of contrast, labels, roles and order that axe finds. */
  async violations(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const { violations } = await this.page.evaluate<AxeResults>("axe.run(document)");
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  /** Pixels by which the page is wider than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
  }

  /**
   * Takes a picture: into the folder that SCREENSHOTS_TO names, and with UPDATE_SCREENSHOTS=1 also into the documentation if it
   * is one of its own.
   */
  async picture(view: string, { width, colors }: Look, folder: string): Promise<void> {
    const name = `${view.toLowerCase()}-${width}-${colors}.png`;
    const file = path.join(process.env.SCREENSHOTS_TO ?? folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    const documented = DOCUMENTED[name];
    if (documented === undefined || process.env.UPDATE_SCREENSHOTS !== "1") return;
    const pictures = path.join(projectFolder, "docs", "console");
    mkdirSync(pictures, { recursive: true });
    copyFileSync(file, path.join(pictures, documented));
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
