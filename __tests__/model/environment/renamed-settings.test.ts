import { readFileSync } from "node:fs";
import path from "node:path";
import { isOlder } from "../../../errors/require-node.cjs";
import {
  checkRenamedSettings,
  removalOf,
  renamedSettingNotes,
  renamedSettings,
  withRenamedSettings,
} from "../../../model/environment/renamed-settings";
import { violationLine } from "../../../model/validation/config-violation";
import { rejectUnknownSettings } from "../../../model/validation/environment/unknown-settings";
import { environmentOf } from "../../support/plans/synth";

const root = path.join(__dirname, "..", "..", "..");
const renamed = [
  { from: "stream.retention", to: "stream.retentionHours", since: "0.2.0" },
  { from: "scanLimit", to: "queries.scanLimitMiB", since: "0.2.3" },
];
const stream = { capacity: { mode: "provisioned", shardCount: 1 }, retention: 48 } as const;
const old = { ...environmentOf("dev"), name: "shop", stream, scanLimit: 512 };

describe("an environment with settings by their old names", () => {
  it("has them by their new names, too, and every other setting as it was", () => {
    expect(withRenamedSettings(old, renamed)).toEqual({
      ...old,
      stream: { ...stream, retentionHours: 48 },
      queries: { ...old.queries, scanLimitMiB: 512 },
    });
  });

  it("gets a group that it has not", () => {
    expect(withRenamedSettings({ scanLimit: 512 }, renamed)).toEqual({
      scanLimit: 512,
      queries: { scanLimitMiB: 512 },
    });
  });

  it("keeps what is set by a new name, false and 0 included", () => {
    const queries = { scanLimitMiB: 0 };
    expect(withRenamedSettings({ scanLimit: 512, queries }, renamed).queries).toBe(queries);
    expect(withRenamedSettings({ scanLimit: 0 }, renamed)).toMatchObject({
      queries: { scanLimitMiB: 0 },
    });
  });

  it("keeps a group that is none, which the validation rejects", () => {
    expect(withRenamedSettings({ scanLimit: 512, queries: "none" }, renamed)).toEqual({
      scanLimit: 512,
      queries: "none",
    });
  });

  it("is warned of by name, with the new name and the version that ends the old one", () => {
    expect(renamedSettingNotes([old, environmentOf("dev")], renamed)).toEqual([
      "environments.shop.stream.retention is deprecated since 0.2.0: name it stream.retentionHours, before 0.3.0 refuses the old name.",
      "environments.shop.scanLimit is deprecated since 0.2.3: name it queries.scanLimitMiB, before 0.3.0 refuses the old name.",
    ]);
    expect(renamedSettingNotes([environmentOf("dev")], renamed)).toEqual([]);
  });

  it("is refused where the new name has another value, and not where it has the same", () => {
    const both = withRenamedSettings(old, renamed);
    expect(checkRenamedSettings([both], renamed)).toEqual([]);
    const other = { ...both, queries: { scanLimitMiB: 1024 } };
    expect(checkRenamedSettings([other], renamed).map(violationLine)).toEqual([
      "environments.shop.scanLimit is the old name of queries.scanLimitMiB, which has another value: received 512, expected only queries.scanLimitMiB. Change it in config/environments.ts.",
    ]);
  });

  it("is not refused as unknown, as any other name is", () => {
    const misnamed = { ...old, stream: { ...stream, retenton: 1 } };
    const paths = (...known: [typeof renamed] | []) =>
      rejectUnknownSettings("environments.shop", misnamed, ...known).map((found) => found.path);
    expect(paths(renamed)).toEqual(["environments.shop.stream.retenton"]);
    expect(paths()).toEqual([
      "environments.shop.scanLimit",
      "environments.shop.stream.retention",
      "environments.shop.stream.retenton",
    ]);
  });
});

describe("an old name", () => {
  it.each([
    ["0.1.0", "0.2.0"],
    ["0.9.4", "0.10.0"],
    ["1.0.0", "2.0.0"],
    ["2.7.1", "3.0.0"],
  ])("that is deprecated since %s is refused by %s", (since, removed) => {
    expect(removalOf({ from: "a", to: "b", since })).toBe(removed);
  });

  it("has gone by then, and is in the changelog before", () => {
    const read = (file: string) => readFileSync(path.join(root, file), "utf8");
    // The project's own file.
    const { version } = JSON.parse(read("package.json")) as { readonly version: string };
    const due = renamedSettings.filter((setting) => !isOlder(version, removalOf(setting)));
    expect(due).toEqual([]);
    const changelog = read("CHANGELOG.md");
    expect(renamedSettings.filter(({ from }) => !changelog.includes(`\`${from}\``))).toEqual([]);
  });
});
