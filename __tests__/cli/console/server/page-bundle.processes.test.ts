import path from "node:path";
import { gunzipSync } from "node:zlib";
import ts from "typescript";
import { bundlePage } from "../../../../cli/console/server/page-bundle";
import type { PageFile } from "../../../../cli/console/server/page-bundle";
import { projectFolder } from "../../../../local/home/lake-home";

/** Most bytes of the whole page in gzip. */
const MAXIMUM_BYTES = 400 * 1024;

describe("the page of the console", () => {
  let files: ReadonlyMap<string, PageFile>;
  beforeAll(async () => {
    files = await bundlePage();
  });
  const textOf = (name: string) => Buffer.from(files.get(name)?.body ?? []).toString("utf8");

  it("is small", () => {
    const compressed = [...files.values()].reduce((sum, file) => sum + file.compressed.length, 0);
    expect(compressed).toBeGreaterThan(50 * 1024);
    expect(compressed).toBeLessThan(MAXIMUM_BYTES);
  });

  it("is the same compressed", () => {
    for (const { body, compressed } of files.values()) {
      expect(gunzipSync(compressed).equals(body)).toBe(true);
    }
  });

  it("loads nothing but its own files", () => {
    expect([...files.keys()].sort()).toEqual(["/", "/console.js", "/style.css"]);
    const loaded = [...textOf("/").matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, address]) => address,
    );
    expect(loaded.sort()).toEqual(["/console.js", "/style.css", "data:,"]);
    expect(textOf("/style.css")).not.toMatch(/url\(|@import/);
    // Comments of packages aside, only the names of XML's vocabularies are addresses.
    const addresses = textOf("/console.js").match(/https?:\/\/[\w.-]+/g) ?? [];
    expect([...new Set(addresses)].filter((address) => !address.endsWith("w3.org"))).toEqual([]);
  });

  it("needs no inline script and no inline style", () => {
    expect(textOf("/")).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/i);
  });

  it("contains no code of the server", () => {
    expect(textOf("/console.js")).not.toMatch(/aws-sdk|"node:|require\("/);
  });

  it("fits the calls of the server by its types", () => {
    const file = path.join(projectFolder, "cli/console/page/tsconfig.json");
    const parsed = ts.parseJsonConfigFileContent(
      ts.readConfigFile(file, (name) => ts.sys.readFile(name)).config,
      ts.sys,
      path.dirname(file),
    );
    const problems = ts.getPreEmitDiagnostics(ts.createProgram(parsed.fileNames, parsed.options));
    const host: ts.FormatDiagnosticsHost = {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => projectFolder,
      getNewLine: () => "\n",
    };
    expect(parsed.fileNames.length).toBeGreaterThan(25);
    expect(ts.formatDiagnostics(problems, host)).toBe("");
  });
});
