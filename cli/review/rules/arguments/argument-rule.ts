import type { KnownTypes } from "../../knowledge/type-knowledge";
import type { ReviewedChange } from "../../plan/reviewed-plan";
import { isUnknownAt, valuesAt } from "../../plan/values-at";
import type { ReviewRule, RuleMatch } from "../review-rule";
import type { Comparison } from "./comparisons";

/** Arguments that one rule judges: by resource type, then by path without the indexes of lists. */
export type JudgedArguments = Readonly<Record<string, Readonly<Record<string, Comparison>>>>;

/** A rule over single arguments of resources that a plan changes. */
export interface ArgumentRule {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly judges: JudgedArguments;
}

/** The same arguments of several types. */
export function eachOf(
  types: string,
  judged: Readonly<Record<string, Comparison>>,
): JudgedArguments {
  return Object.fromEntries(types.split(/\s+/).map((type) => [type, judged]));
}

/** Several tables as one; what two of them say of a type adds up. */
export function together(...tables: readonly JudgedArguments[]): JudgedArguments {
  const all: Record<string, Readonly<Record<string, Comparison>>> = {};
  for (const [type, judged] of tables.flatMap((table) => Object.entries(table))) {
    all[type] = { ...all[type], ...judged };
  }
  return all;
}

/** A rule that finds each argument whose comparison says that it weakens, or that is known only after apply. */
export function argumentRule({ id, title, source, judges }: ArgumentRule): ReviewRule {
  return {
    id,
    title,
    source,
    level: "look closely",
    find: ({ changes }) =>
      changes.flatMap((change) =>
        Object.entries(judges[change.type] ?? {}).flatMap(([path, comparison]) =>
          weakening(change, path, comparison),
        ),
      ),
  };
}

/**
 * What rules over arguments judge, as the knowledge of the review has it: of the types that it knows otherwise, too. That
 * an argument is judged does not yet say that a new resource of the type is safe.
 */
export function judgedBy(
  rules: readonly ArgumentRule[],
  known: readonly KnownTypes[],
): KnownTypes[] {
  const types = new Set(known.flatMap((each) => Object.keys(each)));
  return rules.map(({ id, judges }) =>
    Object.fromEntries(
      Object.entries(judges)
        .filter(([type]) => types.has(type))
        .map(([type, judged]) => [
          type,
          { judged: Object.fromEntries(Object.keys(judged).map((path) => [path, id])) },
        ]),
    ),
  );
}

function weakening(change: ReviewedChange, path: string, comparison: Comparison): RuleMatch[] {
  const { address, kind, before, after, unknown, changedPaths, source } = change;
  if (kind !== "update" && kind !== "replace") return [];
  if (before === null || after === null) return [];
  if (isUnknownAt(unknown, path)) {
    // Of a replacement, everything that the provider computes is unknown: only what the configuration changes counts.
    return changedPaths.some((each) => isPartOf(each, path) || isPartOf(path, each))
      ? [{ address, message: `changes ${path} to a value that is known only after apply` }]
      : [];
  }
  const found = comparison(valuesAt(before, path), valuesAt(after, path));
  if (found === undefined) return [];
  const { before_sensitive, after_sensitive } = source.change;
  // Marks of unknown and of sensitive values have one form.
  const isHidden = [before_sensitive, after_sensitive].some((marks) => isUnknownAt(marks, path));
  const values = found.values === undefined || isHidden ? "" : ` ${found.values}`;
  const level = found.level === undefined ? {} : { level: found.level };
  return [{ address, message: `${found.verb} ${path}${values}`, ...level }];
}

function isPartOf(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}.`);
}
