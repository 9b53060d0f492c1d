import type { Page } from "playwright-core";
import type { S3Prefix } from "../../../../cli/target/lake-contents";
import type { AwsClients } from "../../../../local/aws-clients";
import type { LakeCommand } from "../../../support/emulator/lake-command";
import type { ConsolePage } from "./console-page";
import type { RunningConsole } from "./running-console";

/** Events that were published to each dataset. */
export const EVENTS = 400;

/** A query whose result has names and numbers. */
export const COUNT_BY_STATUS =
  "SELECT event.status AS status, count(*) AS events FROM sample_events GROUP BY 1 ORDER BY 2 DESC";

export const MINUTE = 60_000;

/** What the tests of the views share; it is complete when the lake is deployed. */
export interface ConsoleContext {
  readonly lake: LakeCommand;
  running: RunningConsole;
  /** In a browser, if there is one. */
  own: ConsolePage;
  clients: AwsClients;
  /** Of sample_events. */
  errors: S3Prefix;
  data: S3Prefix;
}

/** Short ways to what a person sees. */
export function seen(context: ConsoleContext) {
  const page = (): Page => context.own.page;
  return {
    page,
    /** Waits for a text. */
    text: (text: string) => page().getByText(text).first().waitFor(),
    press: (name: string) => page().getByRole("button", { name, exact: true }).click(),
    region: (name: string) => page().getByRole("region", { name, exact: true }),
    /** The number with a label. */
    figure: (label: string) =>
      page().locator(".figure", { hasText: label }).locator("dd").first().innerText(),
    write: (sql: string) => context.own.write(sql),
  };
}
