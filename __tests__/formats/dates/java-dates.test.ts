import { readFileSync } from "node:fs";
import path from "node:path";
import { JavaDateParser } from "../../../formats/dates/java-date-parser";
import { formatJavaDate } from "../../../formats/dates/java-date-pattern";
import fc from "../../support/random/seeded-fast-check";

/** A table of dates that Java formatted or parsed; the programs that wrote it are in the same folder. */
function readTable(name: string): string[][] {
  const file = path.join(__dirname, "..", "..", "fixtures", "java-dates", name);
  const lines = readFileSync(file, "utf8").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t"));
}

const [[, , ...patterns] = [], ...rows] = readTable("printed.tsv");
const printed = rows.map(([instant = "", zone = "", ...texts]) => ({
  instant: Date.parse(instant),
  zone,
  texts: new Map(patterns.map((pattern, index) => [pattern, texts[index] ?? ""])),
}));

describe("formatting dates as Java does", () => {
  it("formats each letter in each length as Java", () => {
    expect(patterns.length).toBeGreaterThan(100);
    for (const { instant, zone, texts } of printed) {
      const ours = [...texts]
        // The table omits zone names that differ between versions of Java.
        .filter(([, text]) => text !== "")
        .map(([pattern]) => [pattern, formatJavaDate(pattern, instant, zone)]);
      expect(ours).toEqual([...texts].filter(([, text]) => text !== ""));
    }
  });

  it("rejects the letters and lengths that Java rejects", () => {
    const letters = [...new Set(patterns.map((pattern) => pattern.charAt(0)))];
    const rejected = letters
      .flatMap((letter) => [1, 2, 3, 4, 5, 6, 10].map((length) => letter.repeat(length)))
      .filter((pattern) => !patterns.includes(pattern));
    expect(rejected.length).toBeGreaterThan(50);
    for (const pattern of rejected) {
      expect(() => formatJavaDate(pattern, 0)).toThrow(/is repeated/);
    }
  });

  it("concatenates the texts of the letters", () => {
    const literals = { "-": "-", "/": "/", " ": " ", "''": "'", "'T'": "T", "'it''s'": "it's" };
    const pieces = fc.array(
      fc.tuple(fc.constantFrom(...patterns), fc.constantFrom(...Object.entries(literals))),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...printed), pieces, ({ instant, zone, texts }, parts) => {
        const known = parts.filter(([pattern]) => texts.get(pattern) !== "");
        const pattern = known.map(([letters, [literal]]) => letters + literal).join("");
        const text = known.map(([letters, [, literal]]) => (texts.get(letters) ?? "") + literal);
        expect(formatJavaDate(pattern, instant, zone)).toBe(text.join(""));
      }),
    );
  });
});

describe("parsing dates as Java does", () => {
  const [, ...read] = readTable("parsed.tsv");

  it("parses each text as Java, and rejects what Java rejects", () => {
    expect(read.length).toBeGreaterThan(700);
    const ours = read.map(([pattern = "", text = ""]) => {
      const date = new JavaDateParser(pattern).parse(text);
      return [pattern, text, date === undefined ? "" : new Date(date).toISOString()];
    });
    // Java has nanoseconds, a JavaScript date has milliseconds.
    const java = read.map(([pattern, text, date = ""]) => [
      pattern,
      text,
      date === "" ? "" : new Date(`${date.replace(/(\.\d{3})\d*$/, "$1")}Z`).toISOString(),
    ]);
    expect(ours).toEqual(java);
  });

  it.each(["yyyyMMddHHmmssSSS", "EEEE, d. MMMM yyyy hh:mm:ss.SSS a", "uuuu-DDD kk:mm:ss.SSS"])(
    "parses what was formatted with %s",
    (pattern) => {
      const date = fc.date({
        min: new Date("0001-01-01T00:00:00Z"),
        max: new Date("9999-12-31T23:59:59.999Z"),
        noInvalidDate: true,
      });
      const parser = new JavaDateParser(pattern);
      fc.assert(
        fc.property(date, (at) => {
          expect(parser.parse(formatJavaDate(pattern, at.getTime()))).toBe(at.getTime());
        }),
      );
    },
  );

  it.each([
    ["YYYY-'W'ww", /"YYYY" can only be formatted, not parsed/],
    ["yyyy-MM-dd XXX", /"XXX" can only be formatted/],
    ["yyyy-MMMMM", /"MMMMM" can only be formatted/],
    ["yyyy]", /"\]" has no "\[" before it/],
    ["year=yyyy", /unknown letter "r"/],
  ])("rejects the pattern %s", (pattern, message) => {
    expect(() => new JavaDateParser(pattern)).toThrow(message);
  });
});
