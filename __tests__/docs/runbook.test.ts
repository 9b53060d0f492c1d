import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alarmGuide, notificationIds, runbookSection } from "../../model/alarms/alarm-guides";
import { environments, project } from "../../config/environments";
import { datasetNames } from "../../model/naming/names";

const read = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");
const runbook = read("docs/operate/runbook.md");
const subject = {
  environment: "prod",
  region: environments.find(({ name }) => name === "prod")?.region ?? "",
  names: datasetNames({ project, environment: "prod" }, "sample_events"),
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
      ...notificationIds.map((id) => runbookSection(id).replace("docs/operate/runbook.md#", "")),
    ]);
  });

  it.each(notificationIds)(
    "says of %s what the notice says, and how to see that it is over",
    (id) => {
      const { meaning, firstCommand } = alarmGuide(id, subject);
      const text = section(id.replaceAll("_", "-"));
      expect(text).toContain(`\n${meaning}\n`);
      expect(text).toContain(`\n\`\`\`sh\n${firstCommand}\n\`\`\`\n`);
      expect(text).toMatch(/\nOver when /);
    },
  );
});
