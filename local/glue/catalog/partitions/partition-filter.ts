import { isRecord } from "../../../../errors/is-record";
import { AwsServiceError } from "../../../gateway/emulated-service";
import type { Fields } from "../catalog-call";
import { type KeyValue, keyTypeOf, parseKeyValue } from "./key-value";
import {
  type Comparison,
  parsePartitionExpression,
  type PartitionCondition,
} from "./partition-expression";

/** A condition on the values of a partition; undefined if SQL's answer is unknown because of a null. */
type Evaluate = (values: readonly string[]) => boolean | undefined;

type KeyType = NonNullable<ReturnType<typeof keyTypeOf>>;

/** A partition key in an expression. */
interface UsedKey {
  readonly name: string;
  readonly type: KeyType;
  readonly valueIn: (values: readonly string[]) => KeyValue;
}

/**
 * Compiles the Expression of GetPartitions for a table. Values and literals are compared by the type of the key.
 *
 * @throws AwsServiceError InvalidInputException if it can't be parsed or does not match the table's keys. The filter
 * throws InvalidStateException for a partition whose value is not of the key's type.
 */
export function partitionFilter(
  expression: string,
  partitionKeys: readonly unknown[],
): (values: readonly string[]) => boolean {
  const evaluate = compile(parsePartitionExpression(expression), partitionKeys.filter(isRecord));
  return (values) => evaluate(values) === true;
}

function compile(condition: PartitionCondition, keys: readonly Fields[]): Evaluate {
  switch (condition.kind) {
    case "not": {
      const inner = compile(condition.condition, keys);
      return (values) => negate(inner(values));
    }
    case "and":
    case "or": {
      const left = compile(condition.left, keys);
      const right = compile(condition.right, keys);
      const decisive = condition.kind === "or";
      return (values) => combine(left(values), right(values), decisive);
    }
    case "isNull": {
      const { valueIn } = findKey(condition.key, keys);
      return (values) => valueIn(values) === null;
    }
    case "like":
      return compileLike(findKey(condition.key, keys), condition.pattern);
    case "compare":
      return compileComparison(findKey(condition.key, keys), condition.by, condition.to);
  }
}

function compileLike({ type, name, valueIn }: UsedKey, pattern: string): Evaluate {
  if (type.supportsLike !== true) {
    throw invalidInput(`LIKE needs a key that is a string, ${name} is ${type.title}`);
  }
  return (values) => {
    const value = valueIn(values);
    return value === null ? undefined : isLike(String(value), pattern);
  };
}

function compileComparison({ type, valueIn }: UsedKey, by: Comparison, text: string): Evaluate {
  const literal = parseKeyValue(type, text);
  if (literal === undefined) throw invalidInput(`"${text}" is not ${type.title}.`);
  return (values) => {
    const value = valueIn(values);
    // Clients ask for the null partition by the value that Hive stores for it.
    if (literal === null && by === "=") return value === null;
    if (literal === null && by === "<>") return value !== null;
    return value === null || literal === null ? undefined : compare(value, by, literal);
  };
}

function findKey(name: string, keys: readonly Fields[]): UsedKey {
  const index = keys.findIndex((key) => String(key["Name"]).toLowerCase() === name.toLowerCase());
  const key = keys[index];
  if (key === undefined) {
    const names = keys.map((each) => String(each["Name"])).join(", ");
    throw invalidInput(
      `Invalid partition expression! ${name} is not a partition key; the table has ${names === "" ? "none" : names}`,
    );
  }
  const type = keyTypeOf(String(key["Type"]));
  if (type === undefined) throw invalidInput(`Unknown type : '${String(key["Type"])}'`);
  const valueIn = (values: readonly string[]) => {
    const text = values[index] ?? "";
    const value = parseKeyValue(type, text);
    if (value !== undefined) return value;
    throw new AwsServiceError("InvalidStateException", `"${text}" is not ${type.title}.`);
  };
  return { name, type, valueIn };
}

function compare<Value extends string | bigint>(
  value: Value,
  by: Comparison,
  literal: Value,
): boolean {
  switch (by) {
    case "=":
      return value === literal;
    case "<>":
      return value !== literal;
    case "<":
      return value < literal;
    case "<=":
      return value <= literal;
    case ">":
      return value > literal;
    case ">=":
      return value >= literal;
  }
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** AND or OR in SQL's logic; one of them is decided by a single true, the other by a single false. */
function combine(
  left: boolean | undefined,
  right: boolean | undefined,
  decisive: boolean,
): boolean | undefined {
  if (left === decisive || right === decisive) return decisive;
  return left === undefined || right === undefined ? undefined : !decisive;
}

/** LIKE without an escape character, in linear steps for each wildcard, unlike a regular expression. */
function isLike(value: string, pattern: string): boolean {
  const text = Array.from(value);
  const wanted = Array.from(pattern);
  let at = 0;
  let wantedAt = 0;
  let retryAt = 0;
  let wildcard = -1;
  while (at < text.length) {
    if (wanted[wantedAt] === "%") {
      wildcard = wantedAt++;
      retryAt = at;
    } else if (wanted[wantedAt] === "_" || wanted[wantedAt] === text[at]) {
      at += 1;
      wantedAt += 1;
    } else if (wildcard >= 0) {
      wantedAt = wildcard + 1;
      at = ++retryAt;
    } else return false;
  }
  return wanted.slice(wantedAt).every((each) => each === "%");
}

function invalidInput(message: string): AwsServiceError {
  return new AwsServiceError("InvalidInputException", message);
}
