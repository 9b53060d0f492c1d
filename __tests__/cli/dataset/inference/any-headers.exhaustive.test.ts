import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "../../../support/random/seeded-fast-check";
import { hiveColumns } from "../../../../cli/dataset/hive-columns";
import { inferColumns } from "../../../../cli/dataset/inference/infer-columns";
import { readSample } from "../../../../cli/dataset/inference/sample-file";
import { conformText } from "../../../../cli/publish/input/conform-text";
import { csvToJsonLines } from "../../../../cli/publish/input/csv-events";
import { RecordConverter } from "../../../../formats/record-conversion";
import { compileContract } from "../../../../model/contract/compile-contract";
import type { Dataset } from "../../../../model/dataset/dataset";
import { jsonKeySettings } from "../../../../model/dataset/json-keys";
import { reservedColumnNames } from "../../../../model/dataset/reserved-words";
import { validateDataset } from "../../../../model/validation/dataset/validate-dataset";

const word = fc.constantFrom(
  "Airport Name",
  "US Gross",
  "us_gross",
  "a.b",
  "a_b",
  "A.B",
  "flight-date",
  "Größe",
  "日本",
  "ID",
  "id",
  "Id",
  "year",
  "arrival_date",
  "column_2",
  "1st",
  "$",
  'say "x"',
  "x\\y",
  "😀",
  "constructor",
  "toString",
);
const reserved = fc.constantFrom("timestamp", "date", "order", "first", "last", "Date", "SELECT");
const free = fc
  .string({ minLength: 1, maxLength: 12, unit: "grapheme" })
  // What Firehose can't map, and what a lone half of a character can't be in UTF-8.
  .filter((key) => key.trim() !== "" && key === key.trim() && !/[\p{C}\s]/u.test(key));
const headers = fc.uniqueArray(fc.oneof(word, reserved, free), { minLength: 1, maxLength: 12 });
const value = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.string({ maxLength: 8 }),
  fc.constantFrom("2026-01-31T12:00:00Z", "2026-01-31 12:00:00", "2026-01-31", "2026-1-3"),
  fc.constantFrom<unknown>(
    { Name: "x", "odd key": 1 },
    { n: [1, 2] },
    ["a", 1],
    9_007_199_254_740_992,
  ),
);

const encoder = (text: string) => Buffer.from(text);

/** The dataset that `lake dataset add` infers of a file. */
async function infer(name: string, text: string): Promise<Dataset> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "headers-")), name);
  writeFileSync(file, text);
  const { observation } = await readSample(file, name.endsWith(".json") ? ".[]" : undefined);
  const { columns, fields } = inferColumns(observation);
  expect(fields.filter(({ type }) => type === null)).toEqual([]);
  return { name: "sample", description: "Sample.", columns };
}

/** Rows as the embedded Firehose converts the events that `lake publish` sends. */
function arrived({ columns }: Dataset, events: string): Record<string, unknown>[] {
  const converter = new RecordConverter(hiveColumns(columns), jsonKeySettings(columns));
  return conformText(events, { columns })
    .split("\n")
    .flatMap((line) => converter.convert(encoder(line)))
    .map((row) => JSON.parse(row) as Record<string, unknown>); // A row is an object.
}

function expectNames({ columns }: Dataset, keys: readonly string[]): void {
  const names = Object.keys(columns);
  expect(names.map((name) => columns[name]?.notes.from ?? name)).toEqual(keys);
  for (const name of names) {
    expect(name).toMatch(/^[a-z][a-z0-9_]{0,254}$/);
    expect(reservedColumnNames.has(name)).toBe(false);
  }
}

// Hundreds of samples each, which take long where other programs run too.
jest.setTimeout(300_000);

describe("a dataset of any headers", () => {
  it("has every column of JSON, takes its own sample, and gets every value", async () => {
    await fc.assert(
      fc.asyncProperty(
        headers.chain((keys) =>
          fc.tuple(
            fc.constant(keys),
            fc.array(fc.tuple(...keys.map(() => value)), { minLength: 1, maxLength: 4 }),
          ),
        ),
        async ([keys, rows]) => {
          const events = rows.map((row) =>
            Object.fromEntries(keys.map((key, index) => [key, row[index]])),
          );
          const lines = events.map((event) => JSON.stringify(event)).join("\n");
          const dataset = await infer("events.json", `[${lines.replaceAll("\n", ",")}]`);
          // Integers as keys come first in an object of JavaScript.
          expectNames(dataset, Object.keys(events[0] ?? {}));
          expect(validateDataset(dataset)).toEqual([]);
          const sent = conformText(lines, dataset).split("\n");
          const check = compileContract(dataset);
          expect(sent.flatMap((line) => check(JSON.parse(line)))).toEqual([]);
          for (const row of arrived(dataset, lines)) {
            expect(Object.values(row).filter((cell) => cell === null)).toEqual([]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has every column of CSV, with the cells under their headers", async () => {
    await fc.assert(
      fc.asyncProperty(headers, async (keys) => {
        const quoted = (cells: readonly string[]) =>
          cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
        const cells = keys.map((_, index) => `cell ${index}`);
        const csv = `${quoted(keys)}\n${quoted(cells)}\n${quoted(cells)}\n`;
        const dataset = await infer("events.csv", csv);
        const [row = {}] = arrived(dataset, csvToJsonLines(csv, "events.csv"));
        expect(Object.values(row)).toEqual(cells);
      }),
      { numRuns: 15 },
    );
  });
});
