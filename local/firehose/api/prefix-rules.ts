import { expressionsOf, type PrefixExpression } from "../partitioning/prefix-expression";

/** The prefixes of a destination or of its backup. */
export interface Prefixes {
  readonly Prefix?: string | undefined;
  readonly ErrorOutputPrefix?: string | undefined;
}

/** Namespaces of expressions; of `firehose` only these values. */
const NAMESPACES = new Set([
  "timestamp",
  "firehose",
  "partitionKeyFromQuery",
  "partitionKeyFromLambda",
]);
const FIREHOSE_VALUES = new Set(["error-output-type", "random-string"]);
const ERROR_OUTPUT_TYPE = "!{firehose:error-output-type}";

/**
 * The rules of custom prefixes that are broken, one line each. The first sentence of the line about a missing error
 * prefix is AWS's own, as public reports quote it.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html#prefix-rules
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/13416
 */
export function checkPrefixes({ Prefix, ErrorOutputPrefix }: Prefixes): string[] {
  const expressions = expressionsOf(Prefix);
  const ofErrors = expressionsOf(ErrorOutputPrefix);
  const problems = [...expressions, ...ofErrors].flatMap(checkExpression);
  if (expressions.length > 0 && !ErrorOutputPrefix) {
    problems.push(
      constraint("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions"),
    );
  }
  if (expressions.some(({ text }) => text === ERROR_OUTPUT_TYPE)) {
    problems.push(constraint(`Prefix cannot contain ${ERROR_OUTPUT_TYPE}`));
  }
  if (ofErrors.length > 0 && !ofErrors.some(({ text }) => text === ERROR_OUTPUT_TYPE)) {
    problems.push(
      constraint(
        `ErrorOutputPrefix must contain ${ERROR_OUTPUT_TYPE} when it contains expressions`,
      ),
    );
  }
  if (ofErrors.some(({ namespace }) => namespace.startsWith("partitionKeyFrom"))) {
    problems.push(constraint("ErrorOutputPrefix cannot contain partition keys"));
  }
  return problems;
}

function checkExpression({ text, namespace, value }: PrefixExpression): string[] {
  const isKnown =
    NAMESPACES.has(namespace) &&
    value !== "" &&
    (namespace !== "firehose" || FIREHOSE_VALUES.has(value));
  return isKnown ? [] : [constraint(`${text} is not a valid expression`)];
}

function constraint(rule: string): string {
  return `The supplied prefix(es) do not satisfy the following constraint: ${rule}.`;
}
