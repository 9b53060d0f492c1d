/**
 * Looks up an own property by a name from untrusted input. Plain indexing would also find inherited ones such as
 * `constructor` and `toString`.
 */
export function ownValue<Value>(
  values: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
