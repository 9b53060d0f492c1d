import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readTable } from "./support/generated-table";

it("the chart of the benchmarks shows the results of the table", () => {
  // From different runs? Write both: npm run bench -- --docs
  const chart = readFileSync(join(__dirname, "../../docs/develop/performance.svg"), "utf8");
  const bars = chart.matchAll(/"end">(.*)<\/text>[^]*?<text[^>]*>([\d.]+), (.*)<\/text>/g);
  const [, ...rows] = readTable("develop/performance.md", "results");
  const limited = rows.flatMap(([name, measured = "", , , ratio = "", verdict = ""]) => {
    const [limit] = verdict.split(":");
    const value = parseFloat((ratio === "" ? measured : ratio).replaceAll(",", ""));
    return limit === "none" ? [] : [[name, value, limit]];
  });
  expect(limited.length).toBeGreaterThan(0);
  expect([...bars].map(([, name, value, limit]) => [name, Number(value), limit])).toEqual(limited);
});
