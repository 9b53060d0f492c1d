import { execFileSync } from "node:child_process";
import { detectCsvDialect } from "../../../../cli/dataset/inference/csv-dialect";
import { csvToJsonLines } from "../../../../cli/publish/input/csv-events";
import { UserError } from "../../../../errors/user-error";
import type { CsvDialect } from "../../../../model/dataset/file-source";
import fc from "../../../support/random/seeded-fast-check";

/** A dialect with nothing left to find. */
type Written = Required<Omit<CsvDialect, "comment">>;

interface Sample {
  readonly dialect: Written;
  readonly lineEnd: string;
  readonly mark: string;
  /** A number in the first cell of each, so that a header can be told from them. */
  readonly rows: readonly (readonly string[])[];
}

const letters = fc.constantFrom(..."abé1 ", '"', "'", ",", ";", "\t", "|", "\\", "#", "\n", "1.10");
const cell = fc.array(letters, { maxLength: 5 }).map((parts) => parts.join(""));
const sample: fc.Arbitrary<Sample> = fc.record({
  dialect: fc
    .record({
      delimiter: fc.constantFrom(",", ";", "\t", "|"),
      quote: fc.constantFrom('"', "'"),
      escape: fc.constantFrom("doubled", "\\"),
      header: fc.boolean(),
    })
    .map(({ escape, ...dialect }) => ({
      ...dialect,
      escape: escape === "\\" ? escape : dialect.quote,
    })),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  mark: fc.constantFrom("", "\uFEFF"),
  rows: fc.integer({ min: 1, max: 3 }).chain((width) =>
    fc
      .array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: 2,
        maxLength: 8,
      })
      .map((rows) => rows.map((cells, index) => [String(index + 1), ...cells])),
  ),
});

const namesOf = ({ rows, dialect }: Sample) =>
  (rows[0] ?? []).map((_, index) =>
    dialect.header ? `name ${"abcd"[index] ?? ""}` : `column_${index + 1}`,
  );

/** Writes a sample by the rules of RFC 4180, with its delimiter, quote and escape. */
function write(written: Sample): string {
  const { dialect, lineEnd, mark, rows } = written;
  const { delimiter, quote, escape, header } = dialect;
  const line = (cells: readonly string[]) =>
    cells
      .map((text) => {
        const needsQuotes = [delimiter, quote, escape, "'", '"', "\n", "#"].some((each) =>
          text.includes(each),
        );
        if (!needsQuotes && text.trim() === text) return text;
        const escaped = text.replaceAll(escape, escape + escape).replaceAll(quote, escape + quote);
        return quote + (escape === quote ? text.replaceAll(quote, quote + quote) : escaped) + quote;
      })
      .join(delimiter);
  return (
    mark +
    [...(header ? [namesOf(written)] : []), ...rows].map((each) => line(each) + lineEnd).join("")
  );
}

/** The cells as text, by the names of their columns; an empty cell is null. */
const expected = (written: Sample) => {
  const names = namesOf(written);
  return written.rows.map((cells) =>
    Object.fromEntries<string | null>(
      cells.map((text, index) => [names[index] ?? "", text === "" ? null : text]),
    ),
  );
};

const read = (text: string, dialect: CsvDialect | undefined) =>
  csvToJsonLines(text.replace(/^\uFEFF/, ""), "a.csv", { dialect, isText: () => true })
    .split("\n")
    .map((line) => JSON.parse(line) as Readonly<Record<string, string | null>>);

const samples = fc.sample(sample, 150);

// Hundreds of samples each, which take long where other programs run too.
jest.setTimeout(300_000);

describe("CSV of any dialect", () => {
  it("is read as written, and as Python reads it, where the dialect is known", () => {
    const program = `
import csv, io, json, sys
def rows(text, d):
    doubled = d["escape"] == d["quote"]
    return list(csv.reader(io.StringIO(text.lstrip("\\ufeff"), newline=""), delimiter=d["delimiter"], quotechar=d["quote"],
                           doublequote=doubled, escapechar=None if doubled else d["escape"]))
print(json.dumps([rows(*each) for each in json.load(sys.stdin)]))`;
    const input = JSON.stringify(samples.map((each) => [write(each), each.dialect]));
    const python = JSON.parse(
      execFileSync("python3", ["-c", program], { input, encoding: "utf8" }),
    ) as string[][][]; // the program's
    samples.forEach((each, index) => {
      expect(read(write(each), each.dialect)).toEqual(expected(each));
      expect(python[index]?.slice(each.dialect.header ? 1 : 0)).toEqual(each.rows);
    });
  });

  it("is read as written where only the delimiter, the quote and the escape are known, or refused", async () => {
    let refused = 0;
    for (const each of samples.slice(0, 50)) {
      const { delimiter, quote, escape } = each.dialect;
      const given = { delimiter, quote, escape };
      const result = await detect(each, given);
      if (result === undefined) refused += 1;
      else expect(result).toEqual(expected(each));
    }
    // Where the first line may be data.
    expect(refused).toBeLessThan(samples.length / 6);
  });

  it("is read as written where nothing is known, or refused", async () => {
    let refused = 0;
    // A backslash in a quoted cell is text by RFC 4180, unless something in the file tells that it escapes.
    const isStandard = ({ dialect, rows }: Sample) =>
      dialect.escape !== "\\" || !rows.flat().some((text) => text.includes("\\"));
    for (const each of samples.filter(isStandard)) {
      const result = await detect(each);
      if (result === undefined) refused += 1;
      else expect([write(each), result]).toEqual([write(each), expected(each)]);
    }
    expect(refused).toBeLessThan(samples.length / 2);
  });
});

/** What is read by the dialect that is found; undefined where it is refused. */
async function detect(each: Sample, given?: CsvDialect): Promise<unknown[] | undefined> {
  const text = write(each);
  try {
    return read(text, await detectCsvDialect(Buffer.from(text), "a.csv", given));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
