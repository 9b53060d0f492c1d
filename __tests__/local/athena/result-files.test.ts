import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "../../support/seeded-fast-check";

import { readPage } from "../../../local/athena/results/result-pages";
import { type ResultRow, ResultWriter } from "../../../local/athena/results/result-writer";

describe("result files", () => {
  const folder = mkdtempSync(join(tmpdir(), "result-files-"));
  const [object, rows] = [join(folder, "object"), join(folder, "rows")];

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function write(content: readonly ResultRow[], format: "csv" | "txt"): Promise<void> {
    const writer = new ResultWriter(object, rows, format);
    await writer.write(content);
    await writer.close();
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
        await write(written, "csv");
        expect(await readAll(pageSize)).toEqual(written);
      }),
      { numRuns: 30 },
    );
  });

  it("reads rows that are longer than what it reads at once", async () => {
    const long = [["x".repeat(200_000)], ["ü".repeat(70_000)], ["end"]];
    await write(long, "csv");
    expect(await readAll(1)).toEqual(long);
  });

  it("quotes every value of a query, and no line of a statement", async () => {
    await write([['say "hi"', null, ""]], "csv");
    expect(readFileSync(object, "utf8")).toBe('"say ""hi""",,""\n');
    await write([["year=2026/month=11"]], "txt");
    expect(readFileSync(object, "utf8")).toBe("year=2026/month=11\n");
  });
});
