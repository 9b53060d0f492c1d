import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readChecked, renderPage } from "../../compat/cdktn/render-page";
import { isOlder } from "../../errors/require-node.cjs";
import { environments } from "../../config/environments";
import { projectFolder } from "../../local/home/lake-home";

/** Without what Prettier does to a page: it wraps lines and aligns tables. */
function words(text: string): string[] {
  return text.replace(/-{3,}/g, "---").split(/\s+/).filter(Boolean);
}

/** The version of the provider that installed bindings were generated from; undefined for others. */
function providerVersion(bindings: string): string | undefined {
  const file = path.join(projectFolder, "node_modules", bindings, "lib/provider/index.js");
  if (!existsSync(file)) return undefined;
  const [, version] = /\bproviderVersion: ["']([^"']+)["']/.exec(readFileSync(file, "utf8")) ?? [];
  if (version === undefined) throw new Error(`no version of the provider in ${file}`);
  return version;
}

describe("the page about the move to cdktn", () => {
  const checked = readChecked(projectFolder);

  it("is what the last check found", () => {
    const file = path.join(projectFolder, "docs/develop/moving-to-cdktn.md");
    expect(words(readFileSync(file, "utf8"))).toEqual(words(renderPage(checked)));
  });

  it("compares a stack of every environment", () => {
    expect(checked.stacks).toEqual(expect.arrayContaining(environments.map(({ name }) => name)));
  });

  describe("of the provider's versions", () => {
    const versions = checked.bare.find(({ path: at }) =>
      at.endsWith("required_providers.aws.version"),
    );
    const from = String(versions?.from);
    const to = String(versions?.to);

    it("names those that the installed bindings were generated from", () => {
      const named = { "@cdktf/provider-aws": from, "@cdktn/provider-aws": to };
      // A project has the bindings of CDKTF, and a moved one those of the fork.
      const installed = Object.keys(named).flatMap((bindings) => {
        const version = providerVersion(bindings);
        return version === undefined ? [] : [[bindings, version] as const];
      });
      expect(installed.length).toBeGreaterThan(0);
      expect(named).toMatchObject(Object.fromEntries(installed));
    });

    it("says that the fork's is newer, so that the move upgrades", () => {
      expect([from, to]).toEqual([
        expect.stringMatching(/^\d+\.\d+\.\d+$/),
        expect.stringMatching(/^\d+\.\d+\.\d+$/),
      ]);
      expect(isOlder(from, to)).toBe(true);
    });
  });
});
