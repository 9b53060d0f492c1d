import { readFileSync } from "node:fs";
import path from "node:path";
import { priceChecks, priceOf } from "../../../cli/doctor/checks/price-checks";
import { notChecked, ok, problem } from "../../../cli/doctor/doctor-check";
import { renderDoctor } from "../../../cli/doctor/doctor-command";
import { measuredSeconds } from "../../../cli/doctor/expected-time";
import { environmentOf } from "../../support/plans/synth";
import { lake } from "../cost/support/costed-lake";

describe("the report of `lake doctor`", () => {
  it("is a table, then what to do about each problem", () => {
    const checks = [
      ok("Node.js", "20.19.0"),
      problem("state bucket", "there is none", "Run npx lake bootstrap --env dev"),
      notChecked("region", "no credentials work"),
    ];
    const report = renderDoctor({ environment: "dev", problems: 1, checks });
    expect(report).toContain("│ region       │ not checked │ no credentials work │");
    expect(report).toMatch(/What to do:\n {2}state bucket: Run npx lake bootstrap --env dev$/);
    expect(renderDoctor({ environment: "dev", problems: 0, checks: [] })).toContain(
      "Nothing that was checked stops a deployment of dev.",
    );
  });

  it("breaks what was found into lines", () => {
    const checks = [ok("price", `${"word ".repeat(40)}${"x".repeat(90)}`)];
    const lines = renderDoctor({ environment: "dev", problems: 0, checks }).split("\n");
    expect(lines.filter((line) => line.includes("word")).length).toBeGreaterThan(2);
    expect(lines.join("")).toContain("x".repeat(90));
  });

  it("has the price of the stack, and what part of it the crawlers are", () => {
    const { detail } = priceOf(lake, { name: "dev", region: "us-east-1" });
    expect(detail).toMatch(
      /^\$\d+\.\d\d a month with 100 events a second into each of 1 stream, \$\d+\.\d\d with none\./,
    );
    expect(detail).toMatch(/The crawlers are \$107\.07 of the \$\d+\.\d\d: .*schedule: /);
  });

  it("has no price, and no problem, in a region without a price list", async () => {
    const there = { ...environmentOf("dev"), region: "eu-central-1" };
    const [price] = await priceChecks(there, () => Promise.resolve({ lake, state: [] }));
    expect(price).toMatchObject({
      status: "not checked",
      detail:
        "there are no prices for eu-central-1. By those of another region: npx lake cost --env dev --region us-east-1",
    });
  });

  it("has the times of the page about the first deploy", () => {
    const root = path.join(__dirname, "..", "..", "..");
    const page = readFileSync(path.join(root, "docs/deploy/your-first-deploy.md"), "utf8");
    for (const [command, seconds] of Object.entries(measuredSeconds)) {
      expect(page).toMatch(new RegExp(`^\\| \`${command}\` +\\| ${seconds} s `, "m"));
    }
  });
});
