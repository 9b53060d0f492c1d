/** What one figure must reach: a ratio that is at most, or at least, a number. */
export type Bound = { readonly atMost: number } | { readonly atLeast: number };

/** One measured thing beside its floor or peer, both of the same run on the same machine. */
export interface Figure {
  readonly what: string;
  /** Floor or peer. */
  readonly against: string;
  readonly measured: number;
  /** Absent where the bound is on the measured value itself. */
  readonly peer?: number | undefined;
  readonly unit: string;
  /** Measured through peer, or the measured value itself where there is no peer. */
  readonly ratio: number;
  /** Absent where the figure is only shown. */
  readonly bound?: Bound;
  /** Whether the bound is kept; true where there is none. */
  readonly holds: boolean;
}

/** Puts a figure together, and says whether it keeps its bound. */
export function figure(facts: Omit<Figure, "ratio" | "holds">): Figure {
  const ratio = facts.peer === undefined ? facts.measured : facts.measured / facts.peer;
  return { ...facts, ratio, holds: facts.bound === undefined || keeps(ratio, facts.bound) };
}

/** A bound in words. */
export function boundText(bound: Bound | undefined): string {
  if (bound === undefined) return "shown";
  return "atMost" in bound ? `at most ${bound.atMost}` : `at least ${bound.atLeast}`;
}

function keeps(ratio: number, bound: Bound): boolean {
  return "atMost" in bound ? ratio <= bound.atMost : ratio >= bound.atLeast;
}
