import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alarmGuide, notificationIds, runbookSection } from "../../model/alarms/alarm-guides";
import { environments, project } from "../../config/environments";
import { datasetNames } from "../../model/naming/names";
import { RecordsNotPublishedError } from "../../lambda-src/publisher/sending/records-not-published-error";

const read = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");
const runbook = read("docs/operate/runbook.md");
const subject = {
  environment: "prod",
  region: environments.find(({ name }) => name === "prod")?.region ?? "",
  names: datasetNames({ project, environment: "prod" }, "sample_events"),
};

/** The text under a heading of the runbook. */
function section(heading: string): string {
  return runbook.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
}

describe("the runbook", () => {
  it("has the command after which plans go on, where one is refused since a failed deploy", () => {
    const [introduction = ""] = runbook.split(/^## /m);
    expect(introduction).toContain("`terraform untaint ADDRESS`");
    expect(introduction).toContain("](incomplete-resources.md)");
  });

  it("has one section for each notification and no other", () => {
    const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      "Notifications",
      ...notificationIds.map((id) => runbookSection(id).replace("docs/operate/runbook.md#", "")),
    ]);
  });

  it.each(notificationIds)(
    "has the meaning and the first command of %s, and says when it is resolved",
    (id) => {
      const { meaning, firstCommand } = alarmGuide(id, subject);
      const text = section(id.replaceAll("_", "-"));
      const paragraphs = text.split("\n\n").map((paragraph) => paragraph.replaceAll("\n", " "));
      expect(paragraphs).toContain(meaning);
      expect(text).toContain(`\n\`\`\`sh\n${firstCommand}\n\`\`\`\n`);
      expect(text).toMatch(/\nResolved when /);
    },
  );

  it("shows the end of the publisher's error as callers receive it", () => {
    const failed = [0, 1, 2, 5].map((index) => ({ index, code: "NotSent", message: "" }));
    const events = Array.from({ length: 9 }, () => ({}));
    const { message } = new RecordsNotPublishedError(
      { published: 5, failed, batches: 1, retries: 0 },
      events,
    );
    const [, end = ""] = /`(\w+: \{"published":.*?\})`/.exec(runbook.replaceAll("\n", " ")) ?? [];
    expect(message.endsWith(end.replace("…", "5"))).toBe(true);
    expect(end).not.toBe("");
  });
});
