/**
 * A value by a name that came from outside. Every object also answers to `constructor`, `toString` and the like, which
 * it inherits.
 */
export function ownValue<Value>(
  values: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
