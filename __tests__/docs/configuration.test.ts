import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { environments } from "../../config/environments";
import { environmentDefaults } from "../../model/environment/environment-defaults";
import { violationLine } from "../../model/validation/config-violation";
import { validateConfiguration } from "../../model/validation/validate-configuration";
import { defaultsTable } from "./support/defaults-table";
import { documentedTable } from "./support/generated-table";
import { environmentOf } from "../support/plans/synth";

const root = path.join(__dirname, "../..");
const page = readFileSync(path.join(root, "docs/deploy/configuration.md"), "utf8");
const table = defaultsTable(environmentDefaults);

describe("the page about configuration", () => {
  it("lists every default", () => {
    // Out of date? Run: npm run docs:configuration
    expect(documentedTable("deploy/configuration.md", "defaults", table)).toEqual([
      table.header,
      ...table.rows,
    ]);
  });

  it("lists every setting of an environment that people edit", () => {
    const source = readFileSync(path.join(root, "model/environment/environment.ts"), "utf8");
    const [, fields = ""] = /export interface Environment \{([^]*?)^\}/m.exec(source) ?? [];
    const settings = [...fields.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name = ""]) => name);
    expect(settings.length).toBeGreaterThan(15);
    const [beforeDefaults = ""] = page.split("### Defaults");
    const rows = beforeDefaults.split("\n").filter((line) => line.startsWith("| `"));
    const listed = rows.flatMap((row) => row.split("|")[1]?.match(/\w+/g) ?? []);
    // Only config/local-environment.ts sets the emulator.
    expect(settings.filter((name) => !listed.includes(name))).toEqual(["emulator"]);
  });

  it("says correctly that no setting accepts undefined", () => {
    expect(page).toContain("`undefined` does not compile");
    const settings = readdirSync(path.join(root, "model/environment/settings"));
    const files = ["environment.ts", "existing-resources.ts"].concat(
      settings.map((file) => `settings/${file}`),
    );
    const optional = files.flatMap((file) => {
      const source = readFileSync(path.join(root, "model/environment", file), "utf8");
      return source.match(/^ +readonly \w+\?:[^]*?;$/gm) ?? [];
    });
    expect(optional.length).toBeGreaterThan(50);
    expect(optional.filter((property) => /\bundefined\b/.test(property))).toEqual([]);
  });

  it("lists every environment", () => {
    for (const { name } of environments)
      expect(page).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, "m"));
  });

  it("shows a violation as the synth prints it", () => {
    const buffering = { sizeMiB: 32 };
    const violations = validateConfiguration(
      [environmentOf("prod", { delivery: { buffering } })],
      [],
    );
    expect(violations.map(violationLine)).toContain(/```\n(.+)\n```/.exec(page)?.[1]);
  });
});
