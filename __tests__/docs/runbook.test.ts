import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alarmGuide, noticeIds, runbookSection } from "../../model/alarms/alarm-guides";
import { environments, project } from "../../config/environments";
import { datasetNames } from "../../model/naming/names";

const read = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");
const runbook = read("docs/runbook.md");
const program = read("cli/lake.ts");
const subject = {
  environment: "prod",
  region: environments.find(({ name }) => name === "prod")?.region ?? "",
  names: datasetNames({ project, environment: "prod" }, "sample_events"),
};

/** How the program declares the options that several commands have. */
const sharedOptions: Readonly<Record<string, string>> = {
  "--env": "environmentOption()",
  "--dataset": "datasetOption(",
};

/** What the page says under a heading. */
function section(heading: string): string {
  return runbook.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
}

describe("the runbook", () => {
  it("has a section for everything that people are told of, and no other", () => {
    const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      "Who is told, and how",
      ...noticeIds.map((id) => runbookSection(id).replace("docs/runbook.md#", "")),
    ]);
  });

  it.each(noticeIds)("says of %s what the notice says, and how to see that it is over", (id) => {
    const { meaning, firstCommand } = alarmGuide(id, subject);
    const text = section(id.replaceAll("_", "-"));
    expect(text).toContain(`\n${meaning}\n`);
    expect(text).toContain(`\n\`\`\`sh\n${firstCommand}\n\`\`\`\n`);
    expect(text).toMatch(/\nOver when /);
  });

  it("leads only to headings of its own and to pages that are there", () => {
    const links = [...runbook.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
    expect(links.length).toBeGreaterThan(5);
    for (const target of links) {
      if (target.startsWith("#")) expect(section(target.slice(1))).not.toBe("");
      else expect(read(join("docs", target))).not.toBe("");
    }
  });

  it("names only commands and options that `lake` has", () => {
    const commands = [...runbook.matchAll(/npx lake ([a-z]+)([^`\n]*)/g)];
    expect(commands.length).toBeGreaterThan(3);
    for (const [, name = "", rest = ""] of commands) {
      const declared = program.split(/\bcommand\(\s*/).find((each) => each.startsWith(`"${name}"`));
      if (declared === undefined) throw new Error(`There is no lake ${name}`);
      for (const [option] of rest.matchAll(/--[a-z-]+/g)) {
        expect(declared).toContain(sharedOptions[option] ?? option);
      }
    }
  });
});
