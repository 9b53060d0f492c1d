import { ownValue } from "../../formats/own-value";
import { isRecord } from "../../errors/is-record";

/** An event in EventBridge's envelope. */
export type Event = Readonly<Record<string, unknown>>;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether an event matches a rule's pattern: each field of the pattern is present with one of the listed values, or
 * meets one of the listed conditions `prefix`, `suffix`, `anything-but` and `exists`.
 *
 * @throws Error for another condition
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: Fields, event: Fields): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    const value = ownValue(event, field);
    if (Array.isArray(wanted)) return wanted.some((each: unknown) => matchesValue(each, value));
    return isRecord(wanted) && isRecord(value) && matchesPattern(wanted, value);
  });
}

function matchesValue(wanted: unknown, value: unknown): boolean {
  // A list in an event matches if one of its elements does.
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!isRecord(wanted)) return values.includes(wanted);
  const [condition = "", operand] = Object.entries(wanted)[0] ?? [];
  switch (condition) {
    case "prefix":
      return values.some((each) => typeof each === "string" && each.startsWith(String(operand)));
    case "suffix":
      return values.some((each) => typeof each === "string" && each.endsWith(String(operand)));
    case "anything-but": {
      const excluded: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
      return values.some((each) => each !== undefined && !excluded.includes(each));
    }
    case "exists":
      return (value !== undefined) === operand;
    default:
      throw new Error(
        `The condition ${JSON.stringify(wanted)} of an event pattern is not supported by the embedded EventBridge; this rule works on AWS.`,
      );
  }
}
