/** How a repetition chooses its number of turns. */
export type RepeatMode = "greedy" | "lazy" | "possessive";

/** A regular expression, parsed. Where it is text, `source` is JavaScript's, for the flag `v`. */
export type PatternNode =
  /** One character, or one of a class; `source` matches nothing else. */
  | { readonly kind: "character"; readonly source: string }
  /** A place, which takes no character: `^`, `\b`. */
  | { readonly kind: "anchor"; readonly source: string }
  | { readonly kind: "sequence"; readonly items: readonly PatternNode[] }
  | { readonly kind: "alternatives"; readonly branches: readonly PatternNode[] }
  | {
      readonly kind: "repeat";
      readonly body: PatternNode;
      readonly min: number;
      /** @default - no end */
      readonly max: number | undefined;
      readonly mode: RepeatMode;
    }
  | { readonly kind: "capture"; readonly group: number; readonly body: PatternNode }
  | { readonly kind: "atomic"; readonly body: PatternNode }
  | {
      readonly kind: "look";
      readonly behind: boolean;
      readonly negative: boolean;
      readonly body: PatternNode;
    }
  | { readonly kind: "backreference"; readonly group: number };

/** A parsed pattern. */
export interface Pattern {
  readonly root: PatternNode;
  readonly groupCount: number;
  readonly groupNames: ReadonlyMap<string, number>;
  /** Characters that are compared without case, folded; classes do not count. */
  readonly foldedLetters: ReadonlySet<string>;
  /** Whether it asks for a property of Unicode. */
  readonly usesProperties: boolean;
  /** Whether it asks for the edges of words. */
  readonly usesWords: boolean;
}
