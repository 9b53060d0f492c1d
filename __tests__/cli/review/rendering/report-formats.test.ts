import { readFileSync } from "node:fs";
import path from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { isRecord } from "../../../../errors/is-record";
import { reviewPlan } from "../../../../cli/review/plan-review";
import type { PlanReview } from "../../../../cli/review/plan-review";
import { junitReport } from "../../../../cli/review/rendering/junit-report";
import { reviewReport } from "../../../../cli/review/rendering/review-report";
import { sarifLog } from "../../../../cli/review/rendering/sarif-log";
import { counts } from "../../../../cli/review/rules/review-rule";
import { reviewRules } from "../../../../cli/review/rules/review-rules";
import fc from "../../../support/random/seeded-fast-check";
import { hostilePlans } from "../support/hostile-plans";
import { planOf, planWith } from "../support/plans";
import { markedPlans, secretsIn } from "../support/random-plans";

const fixtures = [
  "nothing",
  "first",
  "column",
  "moved",
  "secret",
  "imported",
  "retype",
  "iam",
  "key",
  "public",
  "project",
  "replace",
  "destroy",
  "mixed",
  "refused/tainted",
];
const readSchema = (...file: readonly string[]) => {
  const schema: unknown = JSON.parse(
    readFileSync(path.join(__dirname, "../../../..", ...file), "utf8"),
  );
  if (!isRecord(schema)) throw new Error("A schema is an object.");
  return schema;
};
const review = (name: string) => reviewPlan(planOf(name));

describe("the JSON report", () => {
  const schema = readSchema("docs/schemas/review-report.v1.json");
  const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
  const problems = (document: unknown) => {
    validate(JSON.parse(JSON.stringify(document)));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
  const report = (each: PlanReview) => reviewReport(each, "prod", ["aws_iam_role.a"]);

  it.each(fixtures)("of the plan %s is as its schema says", (name) => {
    expect(problems(report(review(name)))).toEqual([]);
  });

  it("of any plan is as its schema says", () => {
    fc.assert(
      fc.property(fc.oneof(markedPlans, hostilePlans), (plan) => {
        expect(problems(report(reviewPlan(plan)))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("says of an action that is named like a property of every object that it is unknown", () => {
    // A plan may have any text there.
    const actions = ["constructor"] as unknown as ["update"];
    const { resources } = reviewPlan(planWith({ "aws_kms_key.a": { actions } }));
    expect(resources.map(({ kind }) => kind)).toEqual(["unknown"]);
  });

  it("has no field that the schema lacks, at any depth, and lacks none", () => {
    const document: unknown = JSON.parse(JSON.stringify(report(review("mixed"))));
    const objects = objectsIn(document).filter((each) => !isCounts(each));
    expect(objects.length).toBeGreaterThan(50);
    const unnoticed = objects.filter((each) => {
      each.unexpected = 1;
      const found = problems(document);
      delete each.unexpected;
      return !found.some((problem) => problem.endsWith("must NOT have additional properties"));
    });
    expect(unnoticed).toEqual([]);
    const rest = { ...report(review("mixed")), findings: undefined };
    expect(problems(rest)).toEqual([" must have required property 'findings'"]);
  });

  it("describes every field", () => {
    const fields = objectsIn(schema).flatMap(({ properties }) =>
      isRecord(properties) ? Object.entries(properties) : [],
    );
    expect(fields.length).toBeGreaterThan(60);
    const definitions = isRecord(schema.definitions) ? schema.definitions : {};
    const described = (field: unknown): boolean => {
      if (!isRecord(field)) return false;
      const target =
        typeof field.$ref === "string" ? definitions[field.$ref.split("/").at(-1) ?? ""] : field;
      return isRecord(target) && typeof target.description === "string";
    };
    expect(fields.filter(([, field]) => !described(field)).map(([name]) => name)).toEqual([]);
  });

  it("says with which code the command ends", () => {
    expect(
      fixtures
        .slice(0, 3)
        .concat("mixed")
        .map((name) => report(review(name)).exitCode),
    ).toEqual([0, 2, 2, 3]);
  });
});

describe("the SARIF log", () => {
  // Draft 4 names the id differently; of its other differences the schema uses none.
  const schema: Record<string, unknown> = {
    ...readSchema("__tests__/fixtures/sarif/sarif-schema-2.1.0.json"),
  };
  delete schema.$schema;
  delete schema.id;
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  const problems = (text: string) => {
    validate(JSON.parse(text));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it.each(fixtures)("of the plan %s is as the standard says", (name) => {
    expect(problems(sarifLog(review(name), "plan.json"))).toEqual([]);
  });

  it("of any plan is as the standard says, without placeholders, embedded links and sensitive values", () => {
    fc.assert(
      fc.property(fc.oneof(markedPlans, hostilePlans), (plan) => {
        const text = sarifLog(reviewPlan(plan), "a plan.json");
        expect(problems(text)).toEqual([]);
        expect(secretsIn(text)).toEqual([]);
        for (const message of messagesIn(text)) {
          expect(message.replaceAll(/\{\{|\}\}/g, "")).not.toMatch(/[{}]|\]\(/);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("has a result for each finding, with its rule, its level and its resource", () => {
    const { findings } = review("mixed");
    const log = JSON.parse(sarifLog({ ...review("mixed"), findings }, "plan.json")) as SarifLog;
    const [run] = log.runs;
    expect(run?.results.map(({ level }) => level)).toEqual(
      findings.map((each) =>
        !counts(each) ? "note" : each.level === "destroys data" ? "error" : "warning",
      ),
    );
    expect(run?.results.map((each) => run.tool.driver.rules[each.ruleIndex]?.id)).toEqual(
      findings.map(({ rule }) => rule),
    );
    expect(run?.results[0]?.locations[0]?.logicalLocations[0]?.fullyQualifiedName).toBe(
      findings[0]?.address,
    );
  });

  it("names a rule that is none of the review's", () => {
    const finding = {
      rule: "team/owner",
      title: "No owner",
      address: "a.b",
      level: "look closely",
      message: "x",
      isNew: true,
    } as const;
    const log = JSON.parse(
      sarifLog({ ...review("nothing"), findings: [finding] }, "plan.json"),
    ) as SarifLog;
    expect(log.runs[0]?.tool.driver.rules.at(-1)).toMatchObject({ id: "team/owner" });
  });
});

describe("the JUnit report", () => {
  const parse = (text: string) => {
    const problems: string[] = [];
    const onError = (level: string, message: string) => {
      if (level !== "warning") problems.push(`${level}: ${message}`);
    };
    const document = new DOMParser({ onError }).parseFromString(text, "text/xml");
    expect(problems).toEqual([]);
    return document;
  };
  const count = (text: string, name: string) => parse(text).getElementsByTagName(name).length;

  it.each(fixtures)("of the plan %s counts its findings", (name) => {
    const { findings } = review(name);
    const text = junitReport(review(name));
    const [root] = [...parse(text).getElementsByTagName("testsuites")];
    const fresh = findings.filter(counts).length;
    const passed = reviewRules.filter(({ id }) => !findings.some(({ rule }) => rule === id)).length;
    expect(count(text, "failure")).toBe(fresh);
    expect(count(text, "skipped")).toBe(findings.length - fresh);
    expect(count(text, "testcase")).toBe(findings.length + passed);
    expect(
      ["tests", "failures", "errors", "skipped"].map((each) => root?.getAttribute(each)),
    ).toEqual([findings.length + passed, fresh, 0, findings.length - fresh].map(String));
  });

  it("of any plan is well-formed, without elements and sensitive values of the plan", () => {
    const names = ["testsuites", "testsuite", "testcase", "failure", "skipped"];
    fc.assert(
      fc.property(fc.oneof(markedPlans, hostilePlans), (plan) => {
        const text = junitReport(reviewPlan(plan));
        const elements = [...parse(text).getElementsByTagName("*")].map(({ tagName }) => tagName);
        expect(elements.filter((each) => !names.includes(each))).toEqual([]);
        expect(secretsIn(text)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
      }[];
    }[];
  }[];
}

function messagesIn(text: string): string[] {
  // The schema has just checked it.
  const log = JSON.parse(text) as SarifLog;
  return log.runs.flatMap(({ results }) => results.map(({ message }) => message.text));
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return (value as unknown[]).flatMap(objectsIn);
  if (!isRecord(value)) return [];
  // Test documents are changed in place.
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

/** Counts by kind of change, whose keys are an enumeration. */
function isCounts(value: Record<string, unknown>): boolean {
  return (
    Object.values(value).every((each) => typeof each === "number") && !("eventsPerSecond" in value)
  );
}
