import type { ReviewRule } from "../review-rule";

/** A rule over resources whose destruction switches something off. */
export interface RemovalRule {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** What no longer happens, by resource type: `a retention period of the backups`. */
  readonly removes: Readonly<Record<string, string>>;
}

/** A rule over removals, with the types whose removal it judges. */
export interface JudgedRemovals extends ReviewRule, Pick<RemovalRule, "removes"> {}

/** A rule that finds each resource of the types that a plan destroys for good. */
export function removalRule({ id, title, source, removes }: RemovalRule): JudgedRemovals {
  return {
    removes,
    id,
    title,
    source,
    level: "look closely",
    find: ({ changes }) =>
      changes.flatMap(({ address, type, kind }) => {
        const what = kind === "delete" ? removes[type] : undefined;
        return what === undefined ? [] : [{ address, message: `is destroyed: ${what}` }];
      }),
  };
}
