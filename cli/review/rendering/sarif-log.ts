import { createHash } from "node:crypto";
import { printable } from "../../../errors/printable";
import type { PlanReview } from "../plan-review";
import { counts } from "../rules/review-rule";
import type { Finding, RuleDescription } from "../rules/review-rule";

/** Schema of SARIF 2.1.0, with its errata. */
export const SARIF_SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

type SarifLevel = "error" | "warning" | "note";

const levels: Readonly<Record<Finding["level"], SarifLevel>> = {
  "destroys data": "error",
  "look closely": "warning",
  note: "note",
};

/** A rule of the review, or a rule as its finding describes it. */
type NamedRule = Pick<RuleDescription, "id" | "title"> &
  Pick<Finding, "level"> & { readonly source?: string };

/** A rule as SARIF has it. */
interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help?: { readonly text: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: SarifLevel };
}

/**
 * The findings of a review as SARIF 2.1.0, for code scanning. Errors destroy data, warnings need a close look, notes do
 * not count: they were there before, or the team accepts them.
 *
 * @param file that a viewer shows for a finding: a plan has no lines of code
 */
export function sarifLog(review: PlanReview, file: string): string {
  const { findings, verdict } = review;
  const rules = rulesOf(review);
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "lake review", rules } },
        columnKind: "utf16CodeUnits",
        properties: { verdict: verdict.level },
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: places.get(finding.rule),
          level: counts(finding) ? levels[finding.level] : "note",
          message: { text: sarifText(`${finding.address} ${finding.message}`) },
          locations: [
            {
              // GitHub shows no finding without a file.
              physicalLocation: {
                artifactLocation: { uri: encodeURI(printable(file)) },
                region: { startLine: 1 },
              },
              logicalLocations: [{ fullyQualifiedName: finding.address, kind: "resource" }],
            },
          ],
          ...(finding.waiver === undefined
            ? {}
            : {
                suppressions: [
                  { kind: "external", justification: sarifText(finding.waiver.reason) },
                ],
              }),
          partialFingerprints: { "finding/v1": fingerprint(finding) },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** The rules that were applied, and those of findings that come from elsewhere. */
function rulesOf({ findings, rules }: PlanReview): SarifRule[] {
  const known = rules.map(sarifRule);
  const ids = new Set(known.map(({ id }) => id));
  const others = new Map(
    findings
      .filter(({ rule }) => !ids.has(rule))
      .map(({ rule, title, level }) => [rule, sarifRule({ id: rule, title, level })]),
  );
  return [...known, ...others.values()];
}

function sarifRule({ id, title, level, source }: NamedRule): SarifRule {
  const url = source === undefined ? undefined : /https:\/\/\S+/.exec(source)?.[0];
  return {
    id,
    shortDescription: { text: sarifText(title) },
    ...(source === undefined ? {} : { help: { text: sarifText(source) } }),
    ...(url === undefined ? {} : { helpUri: url }),
    defaultConfiguration: { level: levels[level] },
  };
}

/** A plain text message: no placeholder and no embedded link comes from the text (SARIF 2.1.0, 3.11.5 and 3.11.6). */
function sarifText(text: string): string {
  return printable(text).replaceAll("{", "{{").replaceAll("}", "}}").replaceAll("](", "] (");
}

function fingerprint({ rule, address, message }: Finding): string {
  return createHash("sha256")
    .update(JSON.stringify([rule, address, message]))
    .digest("hex");
}
