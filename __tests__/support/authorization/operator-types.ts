/** Condition operators by the type of key that they compare. */
const operators: Readonly<Record<string, RegExp>> = {
  String: /^String(Not)?(Equals(IgnoreCase)?|Like)$/,
  ARN: /^(Arn(Not)?(Equals|Like)|String(Not)?(Equals|Like))$/,
  Bool: /^Bool$/,
  Numeric: /^Numeric(Not)?(Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)$/,
  Date: /^Date(Not)?(Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)$/,
  IPAddress: /^(Not)?IpAddress$/,
};

/**
 * Whether an operator can compare keys of a type.
 *
 * @param operator for example `ForAnyValue:StringEqualsIfExists`
 * @param type of the service authorization reference, for example `ArrayOfString`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function suitsType(operator: string, type: string): boolean {
  const { set, base = "" } =
    /^(?<set>ForA(?:ny|ll)Values?:)?(?<base>\w+?)(?:IfExists)?$/.exec(operator)?.groups ?? {};
  if (base === "Null") return set === undefined;
  const isArray = type.startsWith("ArrayOf");
  return (
    (set !== undefined) === isArray && operators[type.replace("ArrayOf", "")]?.test(base) === true
  );
}
