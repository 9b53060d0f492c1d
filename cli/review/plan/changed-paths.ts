import { isRecord } from "../../../errors/is-record";
import type { PlannedChange, Values } from "../../terraform/plan/terraform-plan";
import { isComputed } from "../knowledge/computed-attributes";
import { isEmptyValue, sameValue } from "../changes/same-value";
import { child, isMarkedAnywhere, keysOf } from "./nested-values";

/**
 * Paths of the arguments that a change sets, removes or changes, without the indexes of lists. That an attribute which the
 * provider computes becomes known only after apply is no change, unless the configuration has it.
 *
 * @param configured arguments and the type of the resource. @default - unknown: everything counts
 */
export function changedPaths(
  { before, after, after_unknown }: PlannedChange,
  configured?: { readonly type: string; readonly expressions: Values | undefined },
): string[] {
  if (after === null && after_unknown !== true) return [];
  const found = new Set<string>();
  for (const name of keysOf(before, after, after_unknown)) {
    const unknown = after_unknown === true ? true : child(after_unknown, name);
    const { type, expressions } = configured ?? {};
    const mayBeComputed = type !== undefined && expressions !== undefined && !(name in expressions);
    if (unknown === true && mayBeComputed) {
      if (isComputed(type, name, isEmptyValue(child(before, name)))) continue;
    }
    collect(name, child(before, name), child(after, name), unknown, found);
  }
  return [...found];
}

function collect(
  path: string,
  before: unknown,
  after: unknown,
  unknown: unknown,
  found: Set<string>,
): void {
  if (!isMarkedAnywhere(unknown) && sameValue(before, after)) return;
  const keys = keysOf(before, after, unknown);
  if (unknown === true || keys.length === 0 || !isNested(before, after)) {
    found.add(path);
    return;
  }
  const isList = Array.isArray(before) || Array.isArray(after);
  const known = found.size;
  for (const key of keys) {
    collect(
      isList ? path : `${path}.${key}`,
      child(before, key),
      child(after, key),
      child(unknown, key),
      found,
    );
  }
  // A block without arguments, such as a firewall's `block {}`, differs although none of its parts does.
  if (found.size === known && hasBareBlock(before) !== hasBareBlock(after)) found.add(path);
}

function hasBareBlock(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.some((each) => isRecord(each) && Object.values(each).every(isEmptyValue))
  );
}

/** Whether both sides have parts, or one has parts and the other is empty. */
function isNested(...values: readonly unknown[]): boolean {
  return values.some(hasParts) && values.every((value) => hasParts(value) || isEmptyValue(value));
}

function hasParts(value: unknown): boolean {
  return isRecord(value) || Array.isArray(value);
}
