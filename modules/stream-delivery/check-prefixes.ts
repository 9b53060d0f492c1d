import { Token } from "cdktf";
import { evaluatedLength, parsePrefix } from "./prefix-expression";

/**
 * Longest prefix that Firehose accepts, after evaluation.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
const maxPrefixLength = 512;

const errorOutputType = "!{firehose:error-output-type}";

/**
 * Checks a prefix and its error prefix for what Firehose rejects; one line for each violation.
 *
 * @param label prepended to the names in messages, for example `"backup "`
 */
export function checkPrefixes(
  label: string,
  prefix: string | undefined,
  errorOutputPrefix: string | undefined,
): string[] {
  const violations: string[] = [];
  const given = [
    { name: `${label}prefix`, value: prefix },
    { name: `${label}errorOutputPrefix`, value: errorOutputPrefix },
  ];
  for (const { name, value } of given) {
    if (value === undefined || Token.isUnresolved(value)) continue;
    violations.push(...checkExpressions(name, value));
  }
  if (hasExpression(prefix) && !errorOutputPrefix) {
    violations.push(
      `${label}errorOutputPrefix is missing: a prefix with an expression needs one, received prefix "${prefix}".`,
    );
  }
  if (hasExpression(errorOutputPrefix) && !errorOutputPrefix?.includes(errorOutputType)) {
    violations.push(
      `${label}errorOutputPrefix must contain ${errorOutputType} when it has an expression, received "${errorOutputPrefix}".`,
    );
  }
  if (prefix?.includes(errorOutputType)) {
    violations.push(
      `${label}prefix must not contain ${errorOutputType}, which is for the errorOutputPrefix, received "${prefix}".`,
    );
  }
  return violations;
}

function checkExpressions(name: string, value: string): string[] {
  const parts = parsePrefix(value);
  const violations = parts.flatMap((part) => {
    if (part.kind === "malformed") {
      return [
        `${name} has an expression that Firehose does not support, "${part.text}": expected one of !{timestamp:<pattern>}, !{firehose:random-string}, !{firehose:error-output-type}, !{partitionKeyFromQuery:<key>}, !{partitionKeyFromLambda:<key>}.`,
      ];
    }
    if (part.kind === "timestamp" && /Y/.test(part.pattern.replace(/'[^']*'/g, ""))) {
      return [
        `${name} has the week-based year "Y" in "${part.text}", with which the last days of December can fall into the next year: use "y".`,
      ];
    }
    return [];
  });
  const length = evaluatedLength(parts);
  if (length > maxPrefixLength) {
    violations.push(
      `${name} may have at most ${maxPrefixLength} characters after evaluation, but can reach ${length}: "${value}".`,
    );
  }
  return violations;
}

function hasExpression(prefix: string | undefined): boolean {
  return prefix !== undefined && !Token.isUnresolved(prefix) && prefix.includes("!{");
}
