import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { PassThrough } from "node:stream";
import { renderDeployment } from "../../../../cli/emulator/up-command";
import { renderStatus } from "../../../../cli/status/status-command";
import { ok, problem } from "../../../../cli/doctor/doctor-check";
import { renderDoctor } from "../../../../cli/doctor/doctor-command";
import { foldLines } from "../../../../cli/terminal/layout/fold-lines";
import { namedValues, renderTable } from "../../../../cli/terminal/layout/render-table";
import type { NamedValue } from "../../../../cli/terminal/layout/render-table";
import { Output } from "../../../../cli/terminal/output";
import { projectFolder } from "../../../../local/home/lake-home";
import { unfolded } from "../../support/wide-screen";

const COLUMNS = 80;
const ARN = `arn:aws:kms:us-east-1:123456789012:key/${"0123456789abcdef".repeat(3)}`;
const COMMAND = `npx lake query "SELECT ${"column_with_a_long_name, ".repeat(4)}1"`;

/** Lines that are too long, other than those that are one value, which is copied as a whole. */
const tooLong = (text: string, columns = COLUMNS) =>
  text
    .split("\n")
    .filter(
      (line) =>
        [...line].length > columns && line.trim().includes(" ") && !line.trim().startsWith("npx "),
    );

/** What a command prints of a text for people, where its output has so many columns. */
function printed(text: string, columns?: number): string {
  const stdout = Object.assign(new PassThrough(), columns === undefined ? {} : { columns });
  new Output({ stdout }).result(undefined, () => text);
  return String(stdout.read());
}

const sources = execFileSync("git", ["ls-files", "cli"], { cwd: projectFolder, encoding: "utf8" })
  .split("\n")
  .filter((file) => file.endsWith(".ts"))
  .map((file) => [file, readFileSync(path.join(projectFolder, file), "utf8")] as const);
const filesWith = (pattern: RegExp) =>
  sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);

describe("the width of what commands print for people", () => {
  it("is kept in one place, which every command prints through", () => {
    expect(filesWith(/from "cli-table3"/)).toEqual(["cli/terminal/layout/render-table.ts"]);
    expect(filesWith(/stdout\.write\(/)).toEqual(["cli/terminal/output.ts"]);
    // Scripts, policies, settings, logs and Markdown, which other programs read.
    expect(filesWith(/output\.verbatim\(/).sort()).toEqual([
      "cli/completion/completion-command.ts",
      "cli/cost/cost-command.ts",
      "cli/dataset/add/dataset-add-command.ts",
      "cli/deploy/deploy-command.ts",
      "cli/deployer-policy/deployer-policy-command.ts",
      "cli/emulator/logs-command.ts",
      "cli/import/import-command.ts",
      "cli/review/review-command.ts",
    ]);
  });

  it.each([undefined, 0, 60, 80, 120])("is that of the terminal, or 80: %s", (columns) => {
    const width = columns === undefined || columns === 0 ? COLUMNS : columns;
    const sentence = "The lake stays in this folder, and the next start brings it back. ".repeat(4);
    const text = printed(sentence, columns);
    expect(tooLong(text, width)).toEqual([]);
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeGreaterThan(width - 10);
    expect(unfolded(text).trim()).toBe(sentence.trim());
  });

  it("cuts nothing that is copied: it has a line of its own", () => {
    const lines = printed(`The key ${ARN} encrypts it. Look at its rows: ${COMMAND}`).split("\n");
    expect(lines).toContain(ARN);
    expect(lines).toContain(COMMAND);
    expect(printed("Complete it, or stop the one that runs, and begin again: npx lake down")).toBe(
      "Complete it, or stop the one that runs, and begin again: npx lake down\n",
    );
    expect(
      foldLines("Delete snapshots, objects in the lake, or the whole lake (npx lake down).", 68),
    ).toContain("(npx lake down)");
  });

  it("breaks the sentences of a table into lines, and lists rows whose values can't be broken", () => {
    const sentence = "This is a reason with several words, as failures have them, and goes on.";
    const broken = renderTable(["check", "found"], [["price", `${sentence} ${sentence}`]], COLUMNS);
    expect(tooLong(broken)).toEqual([]);
    expect(broken).toMatch(/^┌.*\n│ check │ found +│\n/);
    const listed = renderTable(["key", "arn", "alias"], [["lake", ARN, "x"]], COLUMNS);
    expect(listed).toBe(["── lake ───", "arn   │", ARN, "alias │ x"].join("\n"));
  });

  // https://www.unicode.org/reports/tr11/: wide characters take two columns, combining ones none.
  it.each([
    ["wide letters", "日本語テスト", 12],
    ["letters of Korea", "한국어", 6],
    ["emoji of several characters", "👍🏽🇩🇪", 4],
    ["an accent of its own", "e\u0301te\u0301", 3],
  ])("counts the columns of a terminal: %s", (_, text, width) => {
    const line = "─".repeat(width + 2);
    const padded = `│ ${text} │`;
    const table = renderTable([text], [["a"]], width + 4).split("\n");
    expect(table.slice(0, 3)).toEqual([`┌${line}┐`, padded, `├${line}┤`]);
    // One column less, and it does not fit.
    expect(renderTable([text], [["a"]], width + 3)).not.toContain("┌");
    expect(foldLines(`${text} ${text}`, width * 2)).toBe(`${text}\n${text}`);
    expect(foldLines(`${text} ${text}`, width * 2 + 1)).toBe(`${text} ${text}`);
    const rows = [text, "a".repeat(width)].map((name): NamedValue => [name, "x"]);
    expect(namedValues(rows, COLUMNS)).toEqual([`${text} │ x`, `${"a".repeat(width)} │ x`]);
  });

  it.each([20, 60, 100])("holds for every table and every text: %s columns", (columns) => {
    let seed = columns;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const word = () => "abcdefghij".slice(0, 1 + random(10));
    const text = () => Array.from({ length: random(16) }, word).join(" ");
    const failures: unknown[] = [];
    for (let round = 0; round < 20; round += 1) {
      const width = 1 + random(7);
      const row = () => Array.from({ length: width }, text);
      const rows = Array.from({ length: 1 + random(4) }, row);
      const head = Array.from({ length: width }, word);
      const table = renderTable(head, rows, columns);
      const words = new Set(table.split(/[^a-j]+/));
      const isWhole = rows.flat().every((cell) => cell.split(" ").every((each) => words.has(each)));
      // The narrowest screen has no place for the longest name and a value.
      if (!isWhole || tooLong(table, Math.max(columns, 24)).length > 0) failures.push(table);
    }
    expect(failures).toEqual([]);
  });

  it("is that of the widest commands' texts, with all their values", () => {
    const name = "streaming-data-lake-local-with-a-long-name-of-a-dataset";
    const location = `s3://${name}-123456789012-lake/data/with_a_long_name/`;
    const stage = { name: location, state: "12 recent objects", records: 12, lagSeconds: 5 };
    const alarm = {
      ...{ alarm: "freshness" as const, name, since: "2026-11-30T10:00:00.000Z" },
      ...{ reason: "Threshold Crossed: 1 out of the last 1 datapoints was greater. ".repeat(2) },
      firstCommand: "npx lake status --env dev --dataset with_a_long_name_of_a_dataset",
      runbook: "docs/operate/runbook.md#freshness",
    };
    const status = renderStatus({
      datasets: [
        {
          dataset: "with_a_long_name",
          stages: [
            { stage: "stream", ...stage, name },
            { stage: "lake", ...stage, lastObject: "data/with_a_long_name/year=2026/x.parquet" },
          ],
          alarms: [alarm],
        },
      ],
      disk: {
        ...{ folder: "/home/someone/lake/.lake/embedded-aws", bytes: 1e7, snapshotBytes: 1e6 },
        parts: ["objects", "catalog and configuration", "query executions"].map((part) => ({
          part,
          bytes: 1e6,
        })),
        freeBytes: 1e9,
      },
    });
    const up = renderDeployment(
      {
        endpointUrl: "http://127.0.0.1:65535",
        changes: { add: 119, change: 0, remove: 0 },
        outputs: { orders_stream_name: name, orders_data_location: location },
        removedDatasets: [{ dataset: "visits", data: location }],
      },
      ["orders"],
    );
    const detail = `$${"382.58 a month with 100 events a second. ".repeat(5)}`;
    const doctor = renderDoctor({
      environment: "dev",
      problems: 1,
      checks: [ok("price", detail), problem("key", ARN, `Give permission. ${detail}`)],
    });
    for (const text of [status, up, doctor]) expect(tooLong(printed(text))).toEqual([]);
    for (const value of [location, alarm.firstCommand, alarm.runbook]) {
      expect(status).toContain(value);
    }
    expect(doctor).toContain(`\n${ARN}\n`);
  });
});
