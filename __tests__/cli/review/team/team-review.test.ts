import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { reviewPlan } from "../../../../cli/review/plan-review";
import { junitReport } from "../../../../cli/review/rendering/junit-report";
import { renderReview } from "../../../../cli/review/rendering/render-review";
import { sarifLog } from "../../../../cli/review/rendering/sarif-log";
import { readTeamReview } from "../../../../cli/review/team/team-review";
import type { TeamReviewProps } from "../../../../cli/review/team/team-review";
import { planWith } from "../support/plans";

const bucket = "aws_s3_bucket.lake";
const widened = "aws_iam_role_policy_attachment.admin";
const ruleFile = (body: string) => `export default ${body};\n`;
const rule = `{
  id: "team/owner-tag", title: "A bucket has no owner", source: "the handbook", level: "look closely",
  find: ({ changes }) => changes
    .filter(({ type, after }) => type === "aws_s3_bucket" && !("Owner" in (after.tags ?? {})))
    .map(({ address }) => ({ address, message: "has no tag Owner" })),
}`;
const waiver = {
  resource: bucket,
  rule: "team/owner-tag",
  reason: "It moves to another account.",
  owner: "data-platform",
  expires: "2026-12-31",
};

describe("what a team adds to the review", () => {
  let folder: string;

  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), "team-")), "review-rules");
    mkdirSync(folder);
  });

  const write = (name: string, content: string | object) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(path.join(folder, name), text);
  };
  const read = (props: Partial<TeamReviewProps> = {}) =>
    readTeamReview({
      folder,
      environments: ["dev", "prod"],
      now: new Date("2026-12-31T23:59:59Z"),
      ...props,
    });
  const plan = (tags: object) =>
    planWith({ [bucket]: { before: { tags: { Owner: "a" } }, after: { tags } } });
  const review = async (props: Partial<TeamReviewProps> = {}, tags: object = {}) =>
    reviewPlan(plan(tags), undefined, [], await read(props));

  it("is nothing without the folder", async () => {
    const { verdict } = await review({ folder: path.join(folder, "missing") });
    expect(verdict.level).toBe("safe");
  });

  it("are rules in TypeScript, which count as those of the review do", async () => {
    write("owner.ts", ruleFile(rule));
    write("owner.test.ts", "throw new Error('a test is no rule');");
    expect((await review()).verdict).toEqual({
      level: "look closely",
      reasons: [`${bucket} has no tag Owner`],
    });
    expect((await review({}, { Owner: "b" })).verdict.level).toBe("safe");
  });

  it("are rules that reports list, whether they find something or not", async () => {
    write("owner.ts", ruleFile(rule.replace("look closely", "destroys data")));
    write("policy.json", {
      severities: [{ rule: "team/owner-tag", level: "note", reason: "known" }],
    });
    const listed = {
      id: "team/owner-tag",
      help: { text: "the handbook" },
      defaultConfiguration: { level: "error" },
    };
    for (const tags of [{}, { Owner: "b" }]) {
      const log: unknown = JSON.parse(sarifLog(await review({}, tags), "plan.json"));
      const rules = expect.arrayContaining([expect.objectContaining(listed)]) as unknown;
      expect(log).toMatchObject({ runs: [{ tool: { driver: { rules } } }] });
    }
    expect(junitReport(await review({}, { Owner: "b" }))).toContain(
      '<testcase classname="team/owner-tag" name="A bucket has no owner"/>',
    );
  });

  it("has an example that works", async () => {
    const examples = path.join(__dirname, "../../../../review-rules/examples");
    const { findings } = await review({ folder: examples });
    expect(findings).toMatchObject([{ rule: "team/owner-tag", address: bucket }]);
  });

  it.each([
    ["a syntax error", "export default {", /review-rules\/a\.ts/],
    ["no rule", ruleFile("{ id: 'team/a' }"), /review-rules\/a\.ts: its default export is no rule/],
    ["no default export", "export const a = 1;", /its default export is no rule: undefined/],
    [
      "a family of the review",
      ruleFile(rule.replace("team/", "identity/")),
      /the rule identity\/owner-tag is in a family of the review/,
    ],
    ["an id twice", ruleFile(`[${rule}, ${rule}]`), /there are two rules team\/owner-tag/],
  ])("refuses a file with %s", async (_, content, message) => {
    write("a.ts", content);
    await expect(read()).rejects.toThrow(message);
  });

  it.each([
    ["throws", "() => { throw new Error('no such tag'); }", /team\/owner-tag failed: no such tag/],
    ["returns something else", "() => [{ text: 1 }]", /failed: it returned \{"text":1\}/],
  ])("fails the review if a rule %s", async (_, find, message) => {
    write("a.ts", ruleFile(rule.replace(/find: [^]*\}$/, `find: ${find} }`)));
    await expect(review()).rejects.toThrow(message);
  });

  it("is refused in no example of the documentation", async () => {
    const page = path.join(__dirname, "../../../../docs/deploy/team-review.md");
    const examples = [...readFileSync(page, "utf8").matchAll(/^```json\n([^]*?)^```$/gm)];
    expect(examples).toHaveLength(2);
    for (const [, example = ""] of examples) {
      write("policy.json", example);
      await read();
    }
  });

  describe("waivers", () => {
    beforeEach(() => write("owner.ts", ruleFile(rule)));

    it("accept a finding, and the report says who did, why, and until when", async () => {
      write("policy.json", { waivers: [waiver] });
      const reviewed = await review();
      expect(reviewed).toMatchObject({ verdict: { level: "safe" }, policyProblems: [] });
      expect(renderReview(reviewed, "prod")).toMatch(
        /1 accepted by the team[^]*has no tag Owner.*accepted until 2026-12-31 by data-platform: It moves to another account/,
      );
    });

    it("are of one rule and one resource", async () => {
      write("policy.json", { waivers: [{ ...waiver, resource: "aws_s3_bucket.raw" }] });
      expect(await review()).toMatchObject({
        verdict: { level: "look closely" },
        policyProblems: [
          "the waiver of team/owner-tag for aws_s3_bucket.raw (owner: data-platform) is unused: the rule finds nothing there",
        ],
      });
    });

    it("end after their last day", async () => {
      write("policy.json", { waivers: [{ ...waiver, expires: "2026-12-30" }] });
      expect(await review()).toMatchObject({
        verdict: { level: "look closely" },
        policyProblems: [
          `the waiver of team/owner-tag for ${bucket} (owner: data-platform) expired on 2026-12-30`,
        ],
      });
    });

    it("of another environment do nothing, and need not be used", async () => {
      write("policy.json", { waivers: [{ ...waiver, environment: "dev" }] });
      expect(await review({ environment: "prod" })).toMatchObject({
        verdict: { level: "look closely" },
        policyProblems: [],
      });
      expect(await review({ environment: "dev" })).toMatchObject({ verdict: { level: "safe" } });
    });
  });

  it("makes rules more or less severe, by environment; the last decision holds", async () => {
    write("owner.ts", ruleFile(rule));
    const reason = "dev is made again every night";
    write("policy.json", {
      severities: [
        { rule: "team/*", level: "destroys data", reason },
        { rule: "team/owner-tag", level: "note", environment: "dev", reason },
      ],
    });
    expect((await review({ environment: "prod" })).verdict.level).toBe("destroys data");
    const noted = await review({ environment: "dev" });
    expect(noted.verdict).toEqual({ level: "safe", reasons: [] });
    expect(renderReview(noted, "dev")).toMatch(/1 noted[^]*has no tag Owner/);
  });

  it.each([
    ["text", "{", /review-rules\/policy\.json is not JSON/],
    ["a list", [], /policy is no object/],
    [
      "a misspelled list",
      { waiver: [] },
      /policy\.waiver is not a property.*Did you mean waivers\?/,
    ],
    ["a list of another type", { waivers: {} }, /waivers is no list/],
    ["no owner", { waivers: [{ ...waiver, owner: " " }] }, /waivers\[0\]\.owner is no text/],
    [
      "a day that there is not",
      { waivers: [{ ...waiver, expires: "2027-02-29" }] },
      /waivers\[0\]\.expires is no day: received "2027-02-29"/,
    ],
    [
      "an unknown rule",
      { waivers: [{ ...waiver, rule: "plan/erored" }] },
      /waivers\[0\]\.rule is no rule: received "plan\/erored", expected plan\/errored/,
    ],
    [
      "a family in a waiver",
      { waivers: [{ ...waiver, rule: "team/*" }] },
      /waivers\[0\]\.rule is no rule/,
    ],
    [
      "an unknown environment",
      { severities: [{ rule: "plan/*", level: "note", reason: "a", environment: "qa" }] },
      /severities\[0\]\.environment is no environment: received "qa", expected one of dev, prod/,
    ],
    [
      "a note of all that is unknown",
      { severities: [{ rule: "unknown/*", level: "note", reason: "a" }] },
      /severities\[0\]\.level makes a note of what nobody has judged/,
    ],
    [
      "an unknown level",
      { severities: [{ rule: "plan/*", level: "safe", reason: "a" }] },
      /severities\[0\]\.level is no level/,
    ],
  ])("refuses a policy with %s", async (_, content, message) => {
    write("owner.ts", ruleFile(rule));
    write("policy.json", content);
    await expect(read()).rejects.toThrow(message);
  });

  describe("policies in Rego", () => {
    const results = (failures: unknown, warnings: unknown = []) => [
      { filename: "plan.json", namespace: "main", successes: 1, failures, warnings },
    ];
    const reviewWith = async (content: unknown) => {
      const file = path.join(folder, "conftest.json");
      writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
      return review({ conftest: file });
    };

    it("count by their failures and warnings", async () => {
      const { findings, verdict } = await reviewWith(
        results([{ msg: "no owner", metadata: { address: widened } }], [{ msg: "old" }]),
      );
      expect(verdict.level).toBe("look closely");
      expect(findings).toMatchObject([
        {
          rule: "conftest/policy",
          address: widened,
          message: "violates the package main: no owner",
        },
        { rule: "conftest/policy", address: "(plan)", message: "violates the package main: old" },
      ]);
      expect((await reviewWith(results(null, null))).verdict.level).toBe("safe");
    });

    it.each([
      ["{", /is not JSON/],
      [[], /has no results of conftest/],
      [[{ failures: [] }], /a result without a namespace/],
      [results([{ message: "a" }]), /a failure without a message/],
    ])("refuse %j", async (content, message) => {
      await expect(reviewWith(content)).rejects.toThrow(message);
    });
  });
});
