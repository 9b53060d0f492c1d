import { BlockList, isIP } from "node:net";
import { literalText, matchesArn, matchesWildcard } from "./wildcard";

/** Compares a value of the call with a value of the policy. */
export interface ConditionOperator {
  /** `expected` may contain wildcards if the operator supports them. */
  readonly compare: (actual: string, expected: string) => boolean;
  /** Whether the condition holds if no value of the policy matches. */
  readonly negated: boolean;
}

type Compare = ConditionOperator["compare"];

const equals: Compare = (actual, expected) => actual === literalText(expected);
const equalsIgnoringCase: Compare = (actual, expected) =>
  actual.toLowerCase() === literalText(expected).toLowerCase();
const like: Compare = (actual, expected) => matchesWildcard(expected, actual);
const arnLike: Compare = (actual, expected) => matchesArn(expected, actual);
const number =
  (compare: (actual: number, expected: number) => boolean): Compare =>
  (actual, expected) =>
    compare(Number(actual), Number(expected));
const date =
  (compare: (actual: number, expected: number) => boolean): Compare =>
  (actual, expected) =>
    compare(instant(actual), instant(expected));

const is = (compare: Compare): ConditionOperator => ({ compare, negated: false });
const isNot = (compare: Compare): ConditionOperator => ({ compare, negated: true });

/**
 * The condition operators, without their `IfExists`, `ForAllValues` and `ForAnyValue` forms.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const conditionOperators: Readonly<Record<string, ConditionOperator>> = {
  StringEquals: is(equals),
  StringNotEquals: isNot(equals),
  StringEqualsIgnoreCase: is(equalsIgnoringCase),
  StringNotEqualsIgnoreCase: isNot(equalsIgnoringCase),
  StringLike: is(like),
  StringNotLike: isNot(like),
  ArnEquals: is(arnLike),
  ArnLike: is(arnLike),
  ArnNotEquals: isNot(arnLike),
  ArnNotLike: isNot(arnLike),
  NumericEquals: is(number((actual, expected) => actual === expected)),
  NumericNotEquals: isNot(number((actual, expected) => actual === expected)),
  NumericLessThan: is(number((actual, expected) => actual < expected)),
  NumericLessThanEquals: is(number((actual, expected) => actual <= expected)),
  NumericGreaterThan: is(number((actual, expected) => actual > expected)),
  NumericGreaterThanEquals: is(number((actual, expected) => actual >= expected)),
  DateEquals: is(date((actual, expected) => actual === expected)),
  DateNotEquals: isNot(date((actual, expected) => actual === expected)),
  DateLessThan: is(date((actual, expected) => actual < expected)),
  DateLessThanEquals: is(date((actual, expected) => actual <= expected)),
  DateGreaterThan: is(date((actual, expected) => actual > expected)),
  DateGreaterThanEquals: is(date((actual, expected) => actual >= expected)),
  Bool: is(equalsIgnoringCase),
  BinaryEquals: is(equals),
  IpAddress: is(isInRange),
  NotIpAddress: isNot(isInRange),
};

/** Milliseconds of an ISO 8601 date or of seconds since 1970. */
function instant(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function isInRange(address: string, range: string): boolean {
  const [network = "", bits] = range.split("/");
  const version = isIP(network);
  if (version === 0 || isIP(address) !== version) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(bits ?? (version === 4 ? 32 : 128)), family);
  return list.check(address, family);
}
