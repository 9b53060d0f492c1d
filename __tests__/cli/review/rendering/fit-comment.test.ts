import type { PlanReview } from "../../../../cli/review/plan-review";
import { reviewPlan } from "../../../../cli/review/plan-review";
import { COMMENT_LIMIT, fitComment } from "../../../../cli/review/rendering/fit-comment";
import { renderReview } from "../../../../cli/review/rendering/render-review";
import { markdownContent } from "../support/markdown-content";
import { planWith } from "../support/plans";

/** GitHub's limit, less what a workflow puts around a report. */
const LIMIT = COMMENT_LIMIT - 1_024;
const long = (text: string, length = 255) => text.padEnd(length, "-long_name");
const many = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));

/** A review in which every list is as long as it can get, and every text of it. */
function hugeReview(): PlanReview {
  const small = reviewPlan(
    planWith({ "aws_s3_bucket.lake": { actions: ["delete"], after: null } }),
  );
  const statement = (index: number) => ({
    sid: long(`Sid${index}`),
    effect: "Allow" as const,
    principals: [],
    actions: many(100, (each) => long(`s3:Action${each}`, 100)),
    resources: ["*"],
    tests: [],
  });
  return {
    ...small,
    verdict: {
      level: "destroys data",
      reasons: many(5_000, (index) => `${long(`aws_s3_bucket.worst${index}`)} is destroyed`),
    },
    refused: many(100, (index) => long(`aws_s3_bucket.b${index}`)),
    resources: many(5_000, (index) => ({
      address: long(`aws_s3_bucket.b${index}`),
      type: "aws_s3_bucket",
      part: "data storage",
      kind: index < 1_000 ? ("delete" as const) : ("update" as const),
      forcedBy: many(50, (each) => long(`argument${each}`)),
      attributes: many(50, (each) => ({
        path: long(`a${each}`),
        before: long("b"),
        after: long("c"),
      })),
      loss: { kind: "data", what: `every object in ${long("bucket")}` },
      imported: false,
      incomplete: index < 100,
    })),
    policies: many(1_000, (index) => ({
      address: long(`aws_iam_policy.p${index}`),
      type: "aws_iam_policy",
      argument: "policy",
      kind: "identity",
      resolved: true,
      added: [statement(index)],
      removed: [statement(index + 1)],
      isNew: index % 2 === 0,
      widens: index === 999,
      unknown: true,
      hidden: false,
    })),
    tables: many(1_000, (index) => ({
      address: long(`aws_glue_catalog_table.t${index}`),
      table: long(`t${index}`),
      change: long(`columns.c${index} was retyped`, 10_000),
      compatible: index !== 999,
      effect: "Old objects can't be read.",
    })),
    findings: many(5_000, (index) => ({
      rule: "a/b",
      title: "A title",
      address: long(`aws_s3_bucket.b${index}`),
      level: index < 100 ? ("destroys data" as const) : ("look closely" as const),
      message: long("is public", 5_000),
      isNew: index < 4_000,
    })),
    drifted: many(5_000, (index) => long(`aws_s3_bucket.d${index}`)),
  };
}

describe("a report of thousands of long items", () => {
  const report = renderReview(hugeReview(), long("prod", 2_000), "prod");
  const { headings, html } = markdownContent(report);

  it("fits into a comment", () => {
    expect(report.length).toBeLessThanOrEqual(LIMIT);
    // It is not cut to nothing either.
    expect(report.length).toBeGreaterThan(LIMIT / 2);
  });

  it("has every section, with the worst first and with what is left out", () => {
    expect(headings.slice(1)).toEqual([
      "### Created incompletely",
      "### Destroyed or replaced",
      "### Permissions",
      "### Schema",
      "### Findings",
      "### Changed outside of Terraform",
    ]);
    const lines = report.split("\n");
    expect(lines[4]).toMatch(/^- `aws_s3_bucket\.worst0-/);
    expect(report).toMatch(/^- and \d+ more$/m);
    expect(report).toContain("This report is shortened to fit into a comment.");
    const permissions = report.slice(report.indexOf("### Permissions"));
    expect(permissions).toMatch(/^### Permissions\n\n`aws_iam_policy\.p999-/);
    expect(permissions).toMatch(
      /### Schema\n\n.*\n.*\n\| `t999-[^|]*\| [^|]* \| \*\*breaking\*\* \|/,
    );
    expect(permissions).toMatch(/### Findings\n\n- \*\*destroys data\*\*: `aws_s3_bucket\.b0-/);
  });

  it("is well-formed: blocks of code and details are closed, rows of tables are whole", () => {
    expect(report.match(/^```/gm)?.length).toBeGreaterThan(0);
    expect((report.match(/^```/gm)?.length ?? 1) % 2).toBe(0);
    expect(report.split("<details>").length).toBe(report.split("</details>").length);
    expect(html.length).toBeGreaterThan(0);
    const rows = report.split("\n").filter((line) => line.startsWith("|"));
    expect(rows.filter((row) => !row.endsWith("|"))).toEqual([]);
    expect(report.endsWith("prints all of it.\n")).toBe(true);
  });
});

it("a review of a plan of 5,000 changes, a thousand of them policies of 10 KB, fits into a comment", () => {
  const policy = (effect: string) =>
    JSON.stringify({
      Statement: [
        {
          Sid: "A",
          Effect: effect,
          Action: many(100, (n) => long(`s3:Get${n}`, 90)),
          Resource: "*",
        },
      ],
    });
  const [before, after] = [policy("Deny"), policy("Allow")];
  const changes = many(5_000, (index): [string, object] =>
    index % 5 === 0
      ? [long(`aws_iam_policy.p${index}`), { before: { policy: before }, after: { policy: after } }]
      : [long(`aws_s3_bucket.b${index}`), { actions: ["delete"], before: {}, after: null }],
  );
  const report = renderReview(reviewPlan(planWith(Object.fromEntries(changes))), "prod");
  expect(report.length).toBeLessThanOrEqual(LIMIT);
  expect(report).toContain("🔴 **Destroys data**: 5000 resources in this plan.");
});

describe("sections that do not fit", () => {
  const lines = (rows: number) => many(rows, () => "x".repeat(1_000));

  it("keep more rows the more weight they have", () => {
    const report = fitComment([
      { weight: 4, render: (rows) => [`A${rows}`, ...lines(rows)] },
      { weight: 1, render: (rows) => [`B${rows}`, ...lines(rows)] },
    ]);
    expect(report).toMatch(/^A50\n/);
    expect(report).toMatch(/\nB10\n/);
  });

  it("are left out whole if a single row is too long", () => {
    const report = fitComment([
      { weight: 4, render: () => ["verdict"] },
      { weight: 1, render: () => ["y".repeat(100_000)] },
    ]);
    expect(report).toMatch(/^verdict\n\nThis report is shortened/);
  });

  it("say nothing of it if they fit", () => {
    expect(fitComment([{ weight: 1, render: () => ["all", "of it"] }])).toBe("all\n\nof it\n");
  });
});
