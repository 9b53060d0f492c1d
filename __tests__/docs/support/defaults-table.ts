import type { SettingDefault } from "../../../model/environment/environment-defaults";
import type { Table } from "./generated-table";

/** A table of defaults, with their reasons and sources. */
export function defaultsTable(defaults: Readonly<Record<string, SettingDefault<unknown>>>): Table {
  return {
    header: ["setting", "default", "reason"],
    rows: Object.entries(defaults).map(([setting, { value, reason, source }]) => [
      `\`${setting}\``,
      `\`${JSON.stringify(value)}\``,
      source?.startsWith("https:") === true
        ? `${reason} ([source](${source}))`
        : [reason, source === undefined ? "" : `As in ${source}.`].join(" ").trim(),
    ]),
  };
}
