import { randomInt } from "node:crypto";
import { formatJavaDate } from "../../../formats/java-date-pattern";
import type { PartitionKeys } from "./partition-keys";

/** What Firehose appends to a prefix without expressions, and uses where there is no prefix. */
const DEFAULT_TIMESTAMP_PREFIX = "!{timestamp:yyyy/MM/dd/HH/}";

/**
 * Longest evaluated prefix.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
const MAX_EVALUATED_LENGTH = 512;
const RANDOM_LENGTH = 11;
const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const EXPRESSION = /!\{([^:}]*):?([^}]*)\}/g;

/** What the expressions of a prefix stand for in one object. */
export interface PrefixValues {
  /** Approximate arrival of the oldest record in the object, milliseconds since 1970. */
  readonly arrival: number;
  /** @default "UTC" */
  readonly timeZone?: string;
  /** Set for error objects only, for example `format-conversion-failed`. */
  readonly errorOutputType?: string;
  /** Values of `!{partitionKeyFromQuery:<name>}`. @default - there is no dynamic partitioning */
  readonly partitionKeys?: PartitionKeys | undefined;
  /** Stands for `!{firehose:random-string}`. @default - a new one for each use */
  readonly randomString?: string;
}

/**
 * Evaluates a prefix as deployed.
 *
 * @param prefix @default - `yyyy/MM/dd/HH/`
 * @throws Error naming the expression that can't be evaluated, or a result of more than 512 characters
 */
export function evaluatePrefix(prefix: string | undefined, values: PrefixValues): string {
  const deployed = prefix ?? "";
  const expression = deployed.includes("!{") ? deployed : deployed + DEFAULT_TIMESTAMP_PREFIX;
  const evaluated = expression.replace(EXPRESSION, (whole, namespace: string, value: string) =>
    evaluateExpression(whole, namespace, value, values),
  );
  if (evaluated.length > MAX_EVALUATED_LENGTH) {
    throw new Error(
      `The prefix "${deployed}" evaluates to ${evaluated.length} characters; at most ${MAX_EVALUATED_LENGTH} are allowed.`,
    );
  }
  return evaluated;
}

/** The prefix of error objects; without one of its own, the data prefix, the error type and the hour, as AWS documents it. */
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
  whole: string,
  namespace: string,
  value: string,
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
          ? `The prefix expression ${whole} needs dynamic partitioning, and can't stand in an error prefix.`
          : `The prefix expression ${whole} names a partition key that the query does not give.`,
      );
    }
    case "partitionKeyFromLambda":
      throw new Error(
        `The prefix expression ${whole} needs a Lambda processor, which the embedded AWS does not do.`,
      );
  }
  throw new Error(
    `The prefix expression ${whole} can't be evaluated; allowed are !{timestamp:<pattern>}, !{partitionKeyFromQuery:<key>}, !{firehose:random-string} and, for errors only, !{firehose:error-output-type}.`,
  );
}

function newRandomString(): string {
  return Array.from({ length: RANDOM_LENGTH }, () => ALPHANUMERIC[randomInt(62)]).join("");
}
