import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "../../../support/random/seeded-fast-check";

import { readPage } from "../../../../local/athena/results/result-pages";
import {
  type ResultLimits,
  type ResultRow,
  ResultWriter,
} from "../../../../local/athena/results/result-writer";

describe("result files", () => {
  const folder = mkdtempSync(join(tmpdir(), "result-files-"));
  const [object, rows] = [join(folder, "object"), join(folder, "rows")];

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function write(
    content: readonly ResultRow[],
    format: "csv" | "txt",
    limits?: ResultLimits,
  ): void {
    const writer = new ResultWriter(object, rows, format, limits);
    try {
      writer.write(content);
    } finally {
      writer.close();
    }
  }

  async function readAll(pageSize: number): Promise<ResultRow[]> {
    const all: ResultRow[] = [];
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      const page = await readPage(rows, offset, pageSize);
      all.push(...page.rows);
      offset = page.nextOffset;
    }
    return all;
  }

  it("gives back in pages every row that was written", async () => {
    const value = fc.option(fc.string({ unit: "binary", maxLength: 20 }));
    const content = fc.array(fc.array(value, { minLength: 1, maxLength: 3 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 1, max: 7 }), async (written, pageSize) => {
        write(written, "csv");
        expect(await readAll(pageSize)).toEqual(written);
      }),
      { numRuns: 30 },
    );
  });

  it("reads rows that are longer than what it reads at once", async () => {
    const long = [["x".repeat(200_000)], ["ü".repeat(70_000)], ["end"]];
    write(long, "csv");
    expect(await readAll(1)).toEqual(long);
  });

  it("ends a page before it is too large for an answer", async () => {
    const long = Array.from({ length: 5 }, () => ["x".repeat(1_500_000)]);
    write(long, "csv");
    const { rows: first, nextOffset } = await readPage(rows, 0, 1000);
    expect(first).toHaveLength(2);
    expect(nextOffset).toBeDefined();
    expect(await readAll(1000)).toEqual(long);
  });

  it("refuses a row that no answer could hold, and a result that takes too much of the disk", () => {
    const limits = { rowBytes: 100, bytes: 1024 ** 2 };
    expect(() => write([["x".repeat(200)]], "csv", limits)).toThrow(
      "A row of the result is too large",
    );
    const many = Array.from({ length: 10_000 }, () => ["x".repeat(60)]);
    expect(() => write(many, "csv", limits)).toThrow("A result of more than 1 MiB");
  });

  it("quotes every value of a query, and no line of a statement", () => {
    write([['say "hi"', null, ""]], "csv");
    expect(readFileSync(object, "utf8")).toBe('"say ""hi""",,""\n');
    write([["year=2026/month=11"]], "txt");
    expect(readFileSync(object, "utf8")).toBe("year=2026/month=11\n");
  });
});
