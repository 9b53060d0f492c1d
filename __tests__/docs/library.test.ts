import { readFileSync } from "node:fs";
import path from "node:path";
import * as library from "../../index";

const root = path.join(__dirname, "../..");
const [, exportsTable = ""] =
  /## Exports\n([^]*?)\n\n[^|]*$/.exec(
    readFileSync(path.join(root, "docs/develop/library.md"), "utf8"),
  ) ?? [];
const index = readFileSync(path.join(root, "index.ts"), "utf8");

describe("the page about the library", () => {
  it("names only what the library exports", () => {
    const named = [...exportsTable.matchAll(/`(\w+)(?:\.\w+)?(?:\([^`]*\))?`/g)]
      .map(([, name = ""]) => name)
      // Variables of the examples, and a pattern of methods.
      .filter((name) => !["stack", "stream", "grantX", "fromX"].includes(name));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(index))).toEqual([]);
  });

  it("names only methods that the exported classes have", () => {
    const exported: Readonly<Record<string, unknown>> = { ...library };
    const factories = [...exportsTable.matchAll(/`([A-Z]\w+)\.(\w+)`/g)];
    expect(factories.length).toBeGreaterThan(3);
    const missing = factories.filter(
      ([, name = "", method = ""]) => !(method in Object(exported[name])),
    );
    expect(missing.map(([text]) => text)).toEqual([]);
  });
});
