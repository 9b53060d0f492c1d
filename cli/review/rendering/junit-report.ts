import { printable } from "../../../errors/printable";
import { escapeXml } from "../../../formats/escape-xml";
import type { PlanReview } from "../plan-review";
import { counts as countsInVerdict } from "../rules/review-rule";
import type { Finding, RuleDescription } from "../rules/review-rule";

/** A test case: a finding, or a rule without findings. */
interface TestCase {
  readonly rule: string;
  readonly name: string;
  readonly result: "passed" | "skipped" | "failed";
  readonly finding?: Finding;
}

/**
 * The findings of a review as JUnit XML, a test suite for each family of rules. A finding is a failed test, one that does
 * not count, since it was there before or the team accepts it, a skipped one; a rule that finds nothing is a passed one.
 *
 * @see https://github.com/testmoapp/junitxml the format as its consumers read it, since it has no specification
 */
export function junitReport({ findings, rules }: PlanReview): string {
  const cases = testCases(findings, rules);
  const families = [...new Set(cases.map(({ rule }) => familyOf(rule)))];
  const suites = families.map((family) =>
    suite(
      family,
      cases.filter(({ rule }) => familyOf(rule) === family),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lake review" ${counts(cases)}>
${suites.join("\n")}
</testsuites>
`;
}

function testCases(findings: readonly Finding[], rules: readonly RuleDescription[]): TestCase[] {
  const found = new Set(findings.map(({ rule }) => rule));
  return [
    ...findings.map((finding): TestCase => ({
      rule: finding.rule,
      name: `${finding.address} ${finding.message}`,
      result: countsInVerdict(finding) ? "failed" : "skipped",
      finding,
    })),
    ...rules
      .filter(({ id }) => !found.has(id))
      .map(({ id, title }): TestCase => ({ rule: id, name: title, result: "passed" })),
  ];
}

function familyOf(rule: string): string {
  return rule.split("/")[0] ?? rule;
}

function suite(family: string, cases: readonly TestCase[]): string {
  return `  <testsuite name="${xmlText(family)}" ${counts(cases)}>
${cases.map(testCase).join("\n")}
  </testsuite>`;
}

function counts(cases: readonly TestCase[]): string {
  const of = (result: TestCase["result"]) => cases.filter((each) => each.result === result).length;
  return `tests="${cases.length}" failures="${of("failed")}" errors="0" skipped="${of("skipped")}"`;
}

function testCase({ rule, name, result, finding }: TestCase): string {
  const head = `    <testcase classname="${xmlText(rule)}" name="${xmlText(name)}"`;
  if (finding === undefined) return `${head}/>`;
  const message = xmlText(finding.title);
  const body =
    result === "failed"
      ? `<failure type="${finding.level}" message="${message}">${xmlText(name)}</failure>`
      : `<skipped message="does not count: ${message}"/>`;
  return `${head}>${body}</testcase>`;
}

function xmlText(text: string): string {
  return escapeXml(printable(text));
}
