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

  it("return all written rows in pages", async () => {
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

  it("support rows that are longer than the read buffer", async () => {
    const long = [["x".repeat(200_000)], ["ü".repeat(70_000)], ["end"]];
    write(long, "csv");
    expect(await readAll(1)).toEqual(long);
  });

  it("limit the size of a page", async () => {
    const long = Array.from({ length: 5 }, () => ["x".repeat(1_500_000)]);
    write(long, "csv");
    const { rows: first, nextOffset } = await readPage(rows, 0, 1000);
    expect(first).toHaveLength(2);
    expect(nextOffset).toBeDefined();
    expect(await readAll(1000)).toEqual(long);
  });

  it("limit the size of a row and of the result", () => {
    const limits = { rowBytes: 100, bytes: 1024 ** 2 };
    expect(() => write([["x".repeat(200)]], "csv", limits)).toThrow(
      "A row of the result is too large",
    );
    const many = Array.from({ length: 10_000 }, () => ["x".repeat(60)]);
    expect(() => write(many, "csv", limits)).toThrow("A result of more than 1 MiB");
  });

  it("quote all values of a query, but not the output of a DDL statement", () => {
    write([['say "hi"', null, ""]], "csv");
    expect(readFileSync(object, "utf8")).toBe('"say ""hi""",,""\n');
    write([["year=2026/month=11"]], "txt");
    expect(readFileSync(object, "utf8")).toBe("year=2026/month=11\n");
  });
});
