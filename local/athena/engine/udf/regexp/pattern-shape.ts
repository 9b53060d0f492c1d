import { invalidPattern, unsupportedInPattern } from "./pattern-error";
import type { PatternNode } from "./pattern-tree";

/** The capturing groups in a part of a pattern. */
export function groupsOf(node: PatternNode): number[] {
  switch (node.kind) {
    case "capture":
      return [node.group, ...groupsOf(node.body)];
    case "sequence":
      return node.items.flatMap(groupsOf);
    case "alternatives":
      return node.branches.flatMap(groupsOf);
    case "repeat":
    case "atomic":
    case "look":
      return groupsOf(node.body);
    default:
      return [];
  }
}

/** Whether a part of a pattern may match no character. */
export function canBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case "character":
      return false;
    case "sequence":
      return node.items.every(canBeEmpty);
    case "alternatives":
      return node.branches.some(canBeEmpty);
    case "repeat":
      return node.min === 0 || canBeEmpty(node.body);
    case "capture":
    case "atomic":
      return canBeEmpty(node.body);
    default:
      return true;
  }
}

/**
 * The number of characters that a part of a lookbehind matches, which must be one.
 *
 * @throws Error INVALID_FUNCTION_ARGUMENT where Joni refuses, NOT_SUPPORTED where it is not known to
 */
export function fixedWidth(node: PatternNode): number {
  switch (node.kind) {
    case "character":
      return 1;
    case "anchor":
      return 0;
    case "sequence":
      return node.items.reduce((sum, item) => sum + fixedWidth(item), 0);
    case "alternatives": {
      const [first = 0, ...others] = node.branches.map(fixedWidth);
      if (others.every((width) => width === first)) return first;
      throw unsupportedInPattern("A lookbehind with alternatives of several lengths in it");
    }
    case "repeat": {
      if (node.mode !== "greedy") throw unsupportedInPattern("A quantifier in a lookbehind");
      const width = fixedWidth(node.body);
      if (node.max === node.min) return width * node.min;
      throw invalidPattern("invalid pattern in look-behind");
    }
    default:
      throw unsupportedInPattern("A group or a look in a lookbehind");
  }
}
