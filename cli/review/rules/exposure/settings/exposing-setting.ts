import type { Values } from "../../../../terraform/plan/terraform-plan";

/** An argument whose values expose a resource, or take its protection away. */
export interface ExposingSetting {
  readonly types: readonly string[];
  /** Path of the argument, without indexes. */
  readonly path: string;
  /**
   * Whether a resource with these values is exposed.
   *
   * @param texts values at the path; none where it is unset
   */
  readonly exposes: (texts: readonly string[], values: Values) => boolean;
  /** Whether a new resource may have it. @default false */
  readonly acceptedInNew?: boolean;
  /** Predicate of the finding. */
  readonly message: string;
}

/** A flag that exposes where it is on. */
export const isOn = (texts: readonly string[]): boolean => texts.includes("true");

/** A flag that exposes where it is off, or not set. */
export const isOff = (texts: readonly string[]): boolean => !texts.includes("true");

/** A flag that exposes where it is off; AWS's default protects. */
export const isSetOff = (texts: readonly string[]): boolean => texts.includes("false");

/** One of some values. */
export const isOneOf =
  (...exposing: readonly string[]) =>
  (texts: readonly string[]): boolean =>
    texts.some((each) => exposing.includes(each));

/** Anything but some values. */
export const isNoneOf =
  (...safe: readonly string[]) =>
  (texts: readonly string[]): boolean =>
    !texts.some((each) => safe.includes(each));
