/**
 * What the review knows of a resource type. An entry may name a part of a block (`environment.variables`, without indexes) or
 * a whole one. A type can have entries in several files: they add up.
 */
export interface TypeKnowledge {
  /** Arguments whose change weakens, exposes, destroys or redirects nothing, and attributes that the provider computes. */
  readonly harmless?: readonly string[];
  /** Arguments that rules judge, each by the id of its rule; where several judge it, the most important one. */
  readonly judged?: Readonly<Record<string, string>>;
  /** Whether it loses nothing, and weakens nothing, when it is destroyed or replaced. @default false */
  readonly harmlessToDestroy?: boolean;
}

/** Knowledge by resource type. */
export type KnownTypes = Readonly<Record<string, TypeKnowledge>>;
