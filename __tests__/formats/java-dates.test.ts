import { readFileSync } from "node:fs";
import path from "node:path";
import { JavaDateParser } from "../../formats/java-date-parser";
import { formatJavaDate } from "../../formats/java-date-pattern";
import fc from "../support/random/seeded-fast-check";

/** What Java printed and read: the programs that made the tables lie beside them. */
function readTable(name: string): string[][] {
  const file = path.join(__dirname, "..", "fixtures", "java-dates", name);
  const lines = readFileSync(file, "utf8").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t"));
}

const [[, , ...patterns] = [], ...rows] = readTable("printed.tsv");
const printed = rows.map(([instant = "", zone = "", ...texts]) => ({
  instant: Date.parse(instant),
  zone,
  texts: new Map(patterns.map((pattern, index) => [pattern, texts[index] ?? ""])),
}));

describe("a date as Java prints it", () => {
  it("has the same text for each letter in each length", () => {
    expect(patterns.length).toBeGreaterThan(100);
    for (const { instant, zone, texts } of printed) {
      const ours = [...texts]
        // The table has no names of zones that differ from one Java to the next.
        .filter(([, text]) => text !== "")
        .map(([pattern]) => [pattern, formatJavaDate(pattern, instant, zone)]);
      expect(ours).toEqual([...texts].filter(([, text]) => text !== ""));
    }
  });

  it("is refused for the letters and lengths that Java refuses", () => {
    const letters = [...new Set(patterns.map((pattern) => pattern.charAt(0)))];
    const refused = letters
      .flatMap((letter) => [1, 2, 3, 4, 5, 6, 10].map((length) => letter.repeat(length)))
      .filter((pattern) => !patterns.includes(pattern));
    expect(refused.length).toBeGreaterThan(50);
    for (const pattern of refused) {
      expect(() => formatJavaDate(pattern, 0)).toThrow(/is repeated/);
    }
  });

  it("has the texts of its letters one after the other", () => {
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

describe("a date as Java reads it", () => {
  const [, ...read] = readTable("parsed.tsv");

  it("is the same for each text, and nothing where Java refuses the text", () => {
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
    "is what was written by %s",
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
    ["YYYY-'W'ww", /dates can't be read by "YYYY", only written/],
    ["yyyy-MM-dd XXX", /dates can't be read by "XXX"/],
    ["yyyy-MMMMM", /dates can't be read by "MMMMM"/],
    ["yyyy]", /"\]" has no "\[" before it/],
    ["year=yyyy", /unknown letter "r"/],
  ])("is refused for the pattern %s", (pattern, message) => {
    expect(() => new JavaDateParser(pattern)).toThrow(message);
  });
});
