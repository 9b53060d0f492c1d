import { randomInt } from "node:crypto";
import { formatJavaDate } from "../../../formats/dates/java-date-pattern";
import type { PartitionKeys } from "./partition-keys";
import { type PrefixExpression, replaceExpressions } from "./prefix-expression";

/** Appended by Firehose to a prefix without expressions, and used as the default prefix. */
const DEFAULT_TIMESTAMP_PREFIX = "!{timestamp:yyyy/MM/dd/HH/}";

/**
 * Longest evaluated prefix.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
const MAX_EVALUATED_LENGTH = 512;
const RANDOM_LENGTH = 11;
const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Values of the expressions in a prefix. */
export interface PrefixValues {
  /** Approximate arrival of the oldest record in the object, milliseconds since 1970. */
  readonly arrival: number;
  /** @default "UTC" */
  readonly timeZone?: string;
  /** For error objects only, for example `format-conversion-failed`. */
  readonly errorOutputType?: string;
  /** Values of `!{partitionKeyFromQuery:<name>}`. @default - no dynamic partitioning */
  readonly partitionKeys?: PartitionKeys | undefined;
  /** Value of `!{firehose:random-string}`. @default - a new one each time */
  readonly randomString?: string;
}

/**
 * Evaluates a deployed prefix.
 *
 * @param prefix @default - `yyyy/MM/dd/HH/`
 * @throws Error that names the invalid expression, or if the result has more than 512 characters
 */
export function evaluatePrefix(prefix: string | undefined, values: PrefixValues): string {
  const deployed = prefix ?? "";
  const expression = deployed.includes("!{") ? deployed : deployed + DEFAULT_TIMESTAMP_PREFIX;
  const evaluated = replaceExpressions(expression, (each) => evaluateExpression(each, values));
  if (evaluated.length > MAX_EVALUATED_LENGTH) {
    throw new Error(
      `The prefix "${deployed}" evaluates to ${evaluated.length} characters; at most ${MAX_EVALUATED_LENGTH} are allowed.`,
    );
  }
  return evaluated;
}

/** Evaluates the prefix of error objects; its documented default is the data prefix, the error type and the hour. */
export function evaluateErrorPrefix(
  errorPrefix: string | undefined,
  prefix: string | undefined,
  values: PrefixValues & { readonly errorOutputType: string },
): string {
  const expression =
    errorPrefix === undefined || errorPrefix === ""
      ? `${prefix ?? ""}!{firehose:error-output-type}/${DEFAULT_TIMESTAMP_PREFIX}`
      : errorPrefix;
  return evaluatePrefix(
    expression.includes("!{") ? expression : `${expression}!{firehose:error-output-type}/`,
    values,
  );
}

function evaluateExpression(
  { text, namespace, value }: PrefixExpression,
  { arrival, timeZone, errorOutputType, partitionKeys, randomString }: PrefixValues,
): string {
  switch (namespace) {
    case "timestamp":
      return formatJavaDate(value, arrival, timeZone);
    case "firehose":
      if (value === "random-string") return randomString ?? newRandomString();
      if (value === "error-output-type" && errorOutputType !== undefined) return errorOutputType;
      break;
    case "partitionKeyFromQuery": {
      const key = partitionKeys?.get(value);
      if (key !== undefined) return key;
      throw new Error(
        partitionKeys === undefined
          ? `The prefix expression ${text} requires dynamic partitioning, and is not supported in an error prefix.`
          : `The prefix expression ${text} names a partition key that the query does not return.`,
      );
    }
    case "partitionKeyFromLambda":
      throw new Error(
        `The prefix expression ${text} requires a Lambda processor, which the embedded AWS does not support.`,
      );
  }
  throw new Error(
    `The prefix expression ${text} is invalid; expected !{timestamp:<pattern>}, !{partitionKeyFromQuery:<key>}, !{firehose:random-string} or, for errors only, !{firehose:error-output-type}.`,
  );
}

function newRandomString(): string {
  return Array.from({ length: RANDOM_LENGTH }, () => ALPHANUMERIC[randomInt(62)]).join("");
}
