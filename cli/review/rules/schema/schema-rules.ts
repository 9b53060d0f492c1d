import type { ReviewRule } from "../review-rule";
import { evolutionRule } from "./evolution-rule";

/** What breaks the readers of a table. */
export const schemaRules: readonly ReviewRule[] = [
  {
    id: "schema/breaking-change",
    title: "A change of a table's schema breaks what reads existing data",
    source: "https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html",
    level: "look closely",
    find: ({ tables }) =>
      tables
        .filter(({ compatible }) => !compatible)
        .map(({ address, change }) => ({
          address,
          message: `has a breaking change of its schema: ${change}`,
        })),
  },
  evolutionRule,
];
