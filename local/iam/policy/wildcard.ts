import { escapeRegExp } from "../../../formats/escape-reg-exp";
import { contextValues } from "./condition-context";
import type { ConditionContext } from "./condition-context";

/** Represent literal `*` and `?` in a pattern; policies do not contain these code points. */
const LITERAL: Readonly<Record<string, string>> = { "*": "\uE000", "?": "\uE001" };

/** `${key}`, `${key, 'default'}`, and `${*}`, `${?}`, `${$}` for the literal characters. */
const VARIABLE = /\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/g;

/**
 * Replaces policy variables by their values, whose characters are never wildcards.
 *
 * @returns undefined if a variable has no value or several: then nothing matches
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function substituteVariables(
  pattern: string,
  context: ConditionContext,
): string | undefined {
  let isComplete = true;
  const substituted = pattern.replace(VARIABLE, (_, key: string, fallback?: string) => {
    if (key === "*" || key === "?" || key === "$") return asLiteral(key);
    const values = contextValues(context, key);
    const value = values === undefined ? fallback : values.length === 1 ? values[0] : undefined;
    if (value === undefined) isComplete = false;
    return asLiteral(value ?? "");
  });
  return isComplete ? substituted : undefined;
}

/** The literal text of a pattern after {@link substituteVariables}. */
export function literalText(pattern: string): string {
  return pattern.replaceAll("\uE000", "*").replaceAll("\uE001", "?");
}

/** Whether a text matches a pattern, in which `*` stands for any characters and `?` for one. */
export function matchesWildcard(pattern: string, text: string, ignoreCase = false): boolean {
  const expression = escapeRegExp(pattern)
    .replaceAll("\\*", ".*")
    .replaceAll("\\?", ".")
    .replaceAll("\uE000", "\\*")
    .replaceAll("\uE001", "\\?");
  return new RegExp(`^${expression}$`, ignoreCase ? "is" : "s").test(text);
}

/**
 * Whether an ARN matches a pattern; a wildcard does not match across parts of the ARN, unless it is the whole pattern.
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const patternParts = arnParts(pattern);
  const parts = arnParts(arn);
  if (patternParts === undefined || parts === undefined) return pattern === "*" || pattern === arn;
  // Both have six parts.
  return patternParts.every((part, index) => matchesWildcard(part, parts[index] ?? ""));
}

/** Partition, service, region, account and resource; the resource may contain colons. */
function arnParts(arn: string): readonly string[] | undefined {
  const parts = arn.split(":");
  if (parts.length < 6) return undefined;
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function asLiteral(text: string): string {
  return text.replace(/[*?]/g, (character) => LITERAL[character] ?? character);
}
