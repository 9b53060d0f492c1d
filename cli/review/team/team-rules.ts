import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { isRecord } from "../../../errors/is-record";
import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import { explainBrokenModule } from "../../terminal/explain-broken-source";
import { reviewRules } from "../rules/review-rules";
import { isFindingLevel } from "../rules/review-rule";
import type { ReviewRule, RuleMatch } from "../rules/review-rule";

const ID = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/;
const ADVICE =
  "A file of review-rules/ exports a rule, or a list of rules, as its default; review-rules/examples/ has one.";

/**
 * The team's own rules: the default exports of the TypeScript files of a folder, in the order of their names. Without the
 * folder there are none.
 *
 * @throws UserError for a file that can't be loaded, that exports no rule, and for an id that another rule has
 */
export function teamRules(folder: string): ReviewRule[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !/\.(d|test)\.ts$/.test(name))
    .sort();
  const rules = files.flatMap((name) => rulesOf(folder, name));
  const families = new Set(reviewRules.map(({ id }) => id.split("/")[0]));
  const seen = new Set<string>();
  for (const { file, rule } of rules) {
    const family = rule.id.split("/")[0];
    if (families.has(family)) {
      throw new UserError(
        `${file}: the rule ${rule.id} is in a family of the review: ${family ?? ""}.`,
        "Give your rules a family of their own, for example team/.",
      );
    }
    if (seen.has(rule.id)) {
      throw new UserError(`${file}: there are two rules ${rule.id}.`, "Rename one of them.");
    }
    seen.add(rule.id);
  }
  return rules.map(({ file, rule }) => explained(file, rule));
}

function rulesOf(folder: string, name: string): { file: string; rule: ReviewRule }[] {
  const file = `${path.basename(folder)}/${name}`;
  let exported: unknown;
  try {
    exported = createRequire(path.join(folder, name))(path.join(folder, name));
  } catch (error) {
    throw explainBrokenModule(error, folder) ?? error;
  }
  const value = isRecord(exported) ? exported.default : undefined;
  const rules: unknown[] = Array.isArray(value) ? value : [value];
  return rules.map((rule) => {
    if (isRule(rule)) return { file, rule };
    throw new UserError(`${file}: its default export is no rule: ${describe(rule)}.`, ADVICE);
  });
}

function isRule(value: unknown): value is ReviewRule {
  return (
    isRecord(value) &&
    typeof value.id === "string" &&
    ID.test(value.id) &&
    ["title", "source"].every((name) => typeof value[name] === "string" && value[name] !== "") &&
    isFindingLevel(value.level) &&
    typeof value.find === "function"
  );
}

function describe(value: unknown): string {
  if (!isRecord(value)) return String(value);
  const { id, title, source, level, find } = value;
  return JSON.stringify({ id, title, source, level, find: typeof find });
}

/** A rule that fails must not look like one that finds nothing. */
function explained(file: string, rule: ReviewRule): ReviewRule {
  return {
    ...rule,
    find: (plan) => {
      try {
        return [...rule.find(plan)].map(requireMatch);
      } catch (error) {
        throw new UserError(
          `${file}: the rule ${rule.id} failed: ${messageOf(error)}`,
          "Correct the rule: a plan is reviewed by all rules, or not at all.",
        );
      }
    },
  };
}

function requireMatch(match: RuleMatch): RuleMatch {
  // Files that nobody type-checks can return anything.
  const { address, message, level } = match as { [name in keyof RuleMatch]: unknown };
  const isLevel = level === undefined || isFindingLevel(level);
  if (typeof address === "string" && typeof message === "string" && isLevel) return match;
  throw new Error(`it returned ${JSON.stringify(match)} instead of { address, message }`);
}
