import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundleProgram } from "../../../local/processes/bundle-program";

const NATIVE = "@duckdb/node-api";
const MODULE = `${NATIVE}/lib/vectors/dataAccessors`;

it("leaves an installed package and its modules where they are", async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "bundle-")), "main.ts");
  writeFileSync(
    file,
    `import { DuckDBInstance } from "${NATIVE}";\nimport { textDecoder } from "${MODULE}";\nconsole.log(DuckDBInstance, textDecoder);\n`,
  );
  const bundle = await bundleProgram(file, [NATIVE]);
  for (const installed of [
    require.resolve("@duckdb/node-api"),
    require.resolve("@duckdb/node-api/lib/vectors/dataAccessors"),
  ]) {
    expect(bundle).toContain(`require("${installed}")`);
  }
});
