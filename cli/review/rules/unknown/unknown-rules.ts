import { attributeKnowledge, isKnownType } from "../../knowledge/known-types";
import type { ReviewedChange } from "../../plan/reviewed-plan";
import type { ReviewRule } from "../review-rule";
import { unknownValueRules } from "./value-rule";

const SOURCE =
  "https://developer.hashicorp.com/terraform/internals/json-format#change-representation (unknown is never safe)";

/** What no rule knows: a reviewer must judge it. */
export const unknownRules: readonly ReviewRule[] = [
  ...unknownValueRules,
  {
    id: "unknown/action",
    title: "A plan does what the review does not know",
    source: SOURCE,
    level: "look closely",
    find: ({ changes }) =>
      changes
        .filter(({ kind }) => kind === "unknown")
        .map(({ address, source }) => ({
          address,
          message: `has actions that the review does not know: ${source.change.actions.join(", ")}`,
        })),
  },
  {
    id: "unknown/type",
    title: "The review does not know a type of resource that changes",
    source: SOURCE,
    level: "look closely",
    find: ({ changes }) =>
      changes
        .filter((change) => !isKnownType(change.type) && needsKnowledge(change))
        .map(({ address, type, kind }) => ({
          address,
          message: `is of the type ${type}, which the review does not know (${kind})`,
        })),
  },
  {
    id: "unknown/attribute",
    title: "The review does not know an argument that changes",
    source: SOURCE,
    level: "look closely",
    find: ({ changes }) =>
      changes
        .filter(({ kind, type }) => (kind === "update" || kind === "replace") && isKnownType(type))
        .flatMap(({ address, type, changedPaths }) => {
          const paths = changedPaths.filter(
            (path) => attributeKnowledge(type, path).kind === "unknown",
          );
          return paths.length === 0
            ? []
            : [
                {
                  address,
                  message: `changes what the review does not know: ${paths.join(", ")}`,
                },
              ];
        }),
  },
];

/**
 * Labels alone are harmless in every type, and so is another address. What is destroyed for good is judged by what its type
 * holds: a type that nobody has classified may hold anything.
 */
function needsKnowledge({ kind, type, changedPaths }: ReviewedChange): boolean {
  if (kind === "move" || kind === "delete") return false;
  if (kind !== "update") return true;
  return changedPaths.some((path) => attributeKnowledge(type, path).kind !== "harmless");
}
