import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { REPEATING } from "../../../../local/athena/engine/macros/macro-call";

const ATHENA = join(__dirname, "..", "..", "..", "..", "local", "athena");

describe("a macro that uses an argument more than once", () => {
  it("is called by macroCall, which counts the uses", () => {
    const files = readdirSync(ATHENA, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && !file.includes("macros/"),
    );
    const others = files.flatMap((file) => {
      const calls = readFileSync(join(ATHENA, file), "utf8").matchAll(/\b(trino_\w+)\(/g);
      return [...calls]
        .filter(([, name = ""]) => REPEATING.has(name))
        .map(([call]) => `${file}: ${call}`);
    });
    expect(REPEATING.size).toBeGreaterThan(0);
    expect(others).toEqual([]);
  });
});
