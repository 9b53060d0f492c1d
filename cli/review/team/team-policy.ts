import { readFileSync } from "node:fs";
import { errorCode } from "../../../errors/error-code";
import { isRecord } from "../../../errors/is-record";
import { nearestName } from "../../../errors/nearest-name";
import { UserError } from "../../../errors/user-error";
import { isCalendarDay } from "../../../formats/dates/calendar-day";
import { violationLine } from "../../../model/validation/config-violation";
import type { ConfigViolation } from "../../../model/validation/config-violation";
import {
  propertiesOf,
  rejectUnknownProperties,
} from "../../../model/validation/unknown-properties";
import { matchesRule } from "./rule-pattern";

/** A finding that the team accepts for a time. */
export interface Waiver {
  /** Address of the resource. */
  readonly resource: string;
  /** Id of the rule. */
  readonly rule: string;
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Last day on which it holds, in UTC, for example `2027-01-31`. */
  readonly expires: string;
  /** Name of the only environment for which it holds. @default - all */
  readonly environment?: string;
}

/** `note` is shown and does not count in the verdict. */
export const teamLevels = ["note", "look closely", "destroys data"] as const;
export type TeamLevel = (typeof teamLevels)[number];

/** How severe the findings of rules are for the team. */
export interface Severity {
  /** Id of a rule, or all rules of a family: `monitoring/*`. */
  readonly rule: string;
  readonly level: TeamLevel;
  readonly reason: string;
  /** Name of the only environment for which it holds. @default - all */
  readonly environment?: string;
}

/** What the team decided about the review, in `review-rules/policy.json`. */
export interface TeamPolicy {
  readonly waivers: readonly Waiver[];
  readonly severities: readonly Severity[];
}

const waiverProperties = propertiesOf<Waiver>({
  resource: true,
  rule: true,
  reason: true,
  owner: true,
  expires: true,
  environment: true,
});
const severityProperties = propertiesOf<Severity>({
  rule: true,
  level: true,
  reason: true,
  environment: true,
});
const policyProperties = propertiesOf<TeamPolicy>({ waivers: true, severities: true });

/** What a policy may name. */
export interface KnownNames {
  /** Ids of all rules, also those of the team. */
  readonly rules: readonly string[];
  readonly environments: readonly string[];
}

/**
 * Reads the team's policy; without the file nothing is decided.
 *
 * @param name of the file in errors
 * @throws UserError that names every wrong value
 */
export function readTeamPolicy(file: string, name: string, known: KnownNames): TeamPolicy {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return { waivers: [], severities: [] };
    throw new UserError(`Can't read ${name}: ${errorCode(error) ?? String(error)}.`, "Correct it.");
  }
  let policy: unknown;
  try {
    policy = JSON.parse(content);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError(`${name} is not JSON: ${problem}`, "Correct it.");
  }
  const violations = policyViolations(policy, known, `Change it in ${name}.`);
  if (violations.length > 0) {
    throw new UserError(
      violations.map(violationLine),
      `${name} holds the team's waivers and severities; docs/deploy/team-review.md describes it.`,
    );
  }
  // Every value was checked; absent lists are empty.
  return { waivers: [], severities: [], ...(policy as Partial<TeamPolicy>) };
}

function policyViolations(policy: unknown, known: KnownNames, fix: string): ConfigViolation[] {
  const wrong = (path: string, problem: string, received: unknown, expected: string) => [
    { path, problem, received, expected, fix },
  ];
  if (!isRecord(policy)) return wrong("policy", "is no object", policy, '{ "waivers": [] }');
  const listOf = (
    name: keyof TeamPolicy,
    check: (path: string, entry: unknown) => ConfigViolation[],
  ) => {
    const list: unknown = policy[name] ?? [];
    return Array.isArray(list)
      ? list.flatMap((entry, index) => check(`${name}[${index}]`, entry))
      : wrong(name, "is no list", list, "a list");
  };
  const common = (path: string, entry: Readonly<Record<string, unknown>>, texts: string[]) => {
    const { environment } = entry;
    return [
      ...texts.flatMap((name) =>
        typeof entry[name] === "string" && entry[name].trim() !== ""
          ? []
          : wrong(`${path}.${name}`, "is no text", entry[name], "a text that is not empty"),
      ),
      ...(environment === undefined || known.environments.some((each) => each === environment)
        ? []
        : wrong(
            `${path}.environment`,
            "is no environment",
            environment,
            `one of ${known.environments.join(", ")}`,
          )),
    ];
  };
  const ruleOf = (path: string, rule: unknown, patterns: boolean): ConfigViolation[] => {
    if (typeof rule !== "string") return [];
    const isKnown = patterns
      ? known.rules.some((id) => matchesRule(rule, id))
      : known.rules.includes(rule);
    if (isKnown) return [];
    const nearest = nearestName(rule, known.rules);
    return wrong(
      `${path}.rule`,
      "is no rule",
      rule,
      nearest ??
        `the id of a rule${patterns ? " or family/*" : ""}; docs/deploy/plan-review.md says where they are listed`,
    );
  };
  return [
    ...rejectUnknownProperties("policy", policy, policyProperties, fix),
    ...listOf("waivers", (path, entry) => {
      if (!isRecord(entry)) return wrong(path, "is no object", entry, "an object");
      return [
        ...rejectUnknownProperties(path, entry, waiverProperties, fix),
        ...common(path, entry, ["resource", "rule", "reason", "owner"]),
        ...ruleOf(path, entry.rule, false),
        ...(isCalendarDay(entry.expires)
          ? []
          : wrong(`${path}.expires`, "is no day", entry.expires, "a day like 2027-01-31")),
      ];
    }),
    ...listOf("severities", (path, entry) => {
      if (!isRecord(entry)) return wrong(path, "is no object", entry, "an object");
      return [
        ...rejectUnknownProperties(path, entry, severityProperties, fix),
        ...common(path, entry, ["rule", "reason"]),
        ...ruleOf(path, entry.rule, true),
        ...(entry.level === "note" &&
        typeof entry.rule === "string" &&
        /^unknown\//.test(entry.rule)
          ? wrong(
              `${path}.level`,
              "makes a note of what nobody has judged",
              entry.level,
              "a waiver for one resource, or a rule of your own",
            )
          : []),
        ...(teamLevels.some((level) => level === entry.level)
          ? []
          : wrong(`${path}.level`, "is no level", entry.level, `one of ${teamLevels.join(", ")}`)),
      ];
    }),
  ];
}
