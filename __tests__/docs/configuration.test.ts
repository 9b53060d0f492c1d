import { environmentDefaults } from "../../model/environment/environment-defaults";
import type { SettingDefault } from "../../model/environment/environment-defaults";
import { documentedTable } from "../support/plans/generated-table";

const defaults: Readonly<Record<string, SettingDefault<unknown>>> = environmentDefaults;

const table = {
  header: ["setting", "default", "why"],
  rows: Object.entries(defaults).map(([path, { value, reason, source }]) => [
    `\`${path}\``,
    `\`${JSON.stringify(value)}\``,
    source?.startsWith("https:") === true
      ? `${reason} ([source](${source}))`
      : [reason, source === undefined ? "" : `As in ${source}.`].join(" ").trim(),
  ]),
};

describe("the page about configuration", () => {
  it("has every default as the code has it", () => {
    // Stale? Write it anew: npm run docs:configuration
    expect(documentedTable("deploy/configuration.md", "defaults", table)).toEqual([
      table.header,
      ...table.rows,
    ]);
  });
});
