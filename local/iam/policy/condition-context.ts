/** Values of a call's condition keys; the keys are case-insensitive. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/** Values by condition key; undefined for a key that the call does not have. */
export type ContextValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Merges condition keys; a later value of a key replaces an earlier one. */
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
