import { readFileSync } from "node:fs";
import path from "node:path";
import { readChecked, renderPage } from "../../compat/cdktn/render-page";
import { environments } from "../../config/environments";
import { projectFolder } from "../../local/home/lake-home";

/** Without what Prettier does to a page: it wraps lines and aligns tables. */
function words(text: string): string[] {
  return text.replace(/-{3,}/g, "---").split(/\s+/).filter(Boolean);
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

  it("names the provider's versions of both", () => {
    const versions = checked.bare.find(({ path: at }) =>
      at.endsWith("required_providers.aws.version"),
    );
    expect(versions).toMatchObject({ from: "6.25.0", to: "6.66.0" });
  });
});
