/** What is known of a call, by condition key; keys are the same in any case of letters. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/** Values by condition key; undefined stands for a key that the call does not carry. */
export type ContextValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Puts a call's condition keys together; a later value of a key replaces an earlier one. */
export function conditionContext(...parts: readonly ContextValues[]): ConditionContext {
  const context = new Map<string, readonly string[]>();
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      if (value === undefined) continue;
      context.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
    }
  }
  return context;
}

/** Values of a key. */
export function contextValues(
  context: ConditionContext,
  key: string,
): readonly string[] | undefined {
  return context.get(key.toLowerCase());
}
