import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { publishDryRunCommand } from "../../../../cli/publish/publish-dry-run-command";
import { Output } from "../../../../cli/terminal/output";
import { projectFolder } from "../../../../local/home/lake-home";
import { useWideScreen } from "../../support/wide-screen";

const folder = mkdtempSync(path.join(tmpdir(), "dry-run-"));
afterAll(() => rmSync(folder, { recursive: true }));

const GOOD = '{"event":{"staffId":4},"metadata":{"sourceTimestamp":"2026-11-25T21:00:00Z"}}';

async function dryRun(lines: readonly string[], { json = false, dataset = "sample_events" } = {}) {
  const file = path.join(folder, "events.ndjson");
  writeFileSync(file, lines.join("\n"));
  return run({ file, dataset }, json);
}

async function run(
  options: { file: string; dataset: string; jq?: string | undefined },
  json: boolean,
) {
  const stdout = new PassThrough();
  // Progress is for terminals.
  const stderr = new PassThrough() as unknown as NodeJS.WriteStream;
  const read = () => (stdout.read() as Buffer | null)?.toString("utf8") ?? "";
  try {
    await publishDryRunCommand(new Output({ stdout, stderr, json }), { env: "local", ...options });
    return { shown: read() };
  } catch (error) {
    return { shown: read(), error };
  }
}

describe("lake publish --dry-run", () => {
  useWideScreen();

  it("prints only counts for records that are stored as sent", async () => {
    const { shown, error } = await dryRun([GOOD, GOOD]);
    expect(error).toBeUndefined();
    expect(shown).not.toContain("effect");
    expect(shown).toMatch(/│ 2 +│ 2 +│ 0 +│ 0 +│ 0 +│ 0 +│/);
  });

  it("prints a row for each problem, and fails if a record would not reach the table", async () => {
    const { shown, error } = await dryRun([
      GOOD,
      '{"event":{"staffId":"four"}}',
      "{broken",
      '{"event":{"staffId":"4","nickname":"Ada"}}',
      '{"metadata":{"sourceTimestamp":"2026-11-25 21:00:00"}}',
    ]);
    const rows = shown.split("\n").map((line) => line.split("│").map((cell) => cell.trim()));
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.arrayContaining([
          "line 2",
          "failed",
          "MalformedData",
          expect.stringContaining('Column event.staffid: expected int, found "four".'),
        ]),
        expect.arrayContaining(["line 3", "failed", "ParseError"]),
        expect.arrayContaining(["line 4", "changed", "event.staffId", "text (length 1)"]),
        expect.arrayContaining(["line 4", "changed", "event.nickname", "text (length 3)"]),
        expect.arrayContaining(["line 5", "contract", "metadata.sourceTimestamp"]),
      ]),
    );
    expect(shown).toMatch(/│ 5 +│ 3 +│ 2 +│ 0 +│ 1 +│ 3 +│/);
    expect(error).toMatchObject({
      message: "2 of 5 records would not reach the table of sample_events.",
    });
  });

  it("prints everything as JSON", async () => {
    const { shown } = await dryRun([GOOD, '{"event":{"staffId":true}}'], { json: true });
    expect(JSON.parse(shown)).toEqual({
      dataset: "sample_events",
      records: 2,
      converted: 1,
      failed: 1,
      rejected: 0,
      changed: 0,
      violating: 1,
      problems: [
        {
          where: "line 2",
          outcome: "failed",
          error: {
            code: "DataFormatConversion.MalformedData",
            reason:
              "Data does not match the schema. Column event.staffid: expected int, found true.",
          },
          changes: [],
          violations: [
            {
              path: "event.staffId",
              value: "a boolean",
              rule: "a whole number from -2147483648 to 2147483647, or null",
            },
          ],
        },
      ],
      error: {
        message: "1 of 2 records would not reach the table of sample_events.",
        advice:
          "Nothing was sent. Correct the records; docs/data/datasets.md has the format of every type.",
      },
    });
  });

  it("shows a problem of several records once, with their number", async () => {
    const { shown } = await dryRun([
      '{"event":{"staffId":"four"}}',
      ...Array<string>(60).fill('{"a":1,"b":2}'),
      '{"event":{"staffId":"five"}}',
    ]);
    const rows = shown.split("\n").map((line) => line.split("│").map((cell) => cell.trim()));
    expect(
      rows.map(([, record]) => record).filter((record) => / more$/.test(record ?? "")),
    ).toEqual([
      "line 1 and 1 more",
      "line 1 and 1 more",
      "line 2 and 59 more",
      "line 2 and 59 more",
    ]);
  });

  it("shows the first hundred problems", async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`a${index}`, 1]));
    const { shown } = await dryRun([JSON.stringify(many)]);
    expect(shown).toContain("… 20 more; --json has all");
  });

  it.each([
    ["their dataset says", undefined],
    ["they are selected", ".features[]"],
  ])("finds no problem in the earthquakes of the Geological Survey, as %s", async (_, jq) => {
    const file = path.join(projectFolder, "node_modules/vega-datasets/data/earthquakes.json");
    const { shown, error } = await run({ file, dataset: "earthquakes", jq }, true);
    expect(error).toBeUndefined();
    expect(JSON.parse(shown)).toMatchObject({
      records: 1707,
      converted: 1707,
      changed: 0,
      problems: [],
    });
  });

  it.each([
    [
      { file: path.join(folder, "nowhere.json"), dataset: "sample_events" },
      /^There is no file .*nowhere\.json\.$/,
    ],
    [{ file: "x", dataset: "nothing" }, /^There is no dataset "nothing"\.$/],
  ])("rejects %j", async (options, message) => {
    const { error } = await run(options, false);
    expect(error).toMatchObject({ message: expect.stringMatching(message) as string });
  });
});
