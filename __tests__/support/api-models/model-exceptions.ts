import type { Rule } from "./check-input";

/** A value that breaks a published model and is right nevertheless. Each is needed by a recorded call. */
export interface ModelException {
  /** Signing name. */
  readonly service: string;
  readonly operation: string;
  /** As in a finding: `[]` for any item, `{}` for any entry. */
  readonly path: string;
  readonly rule: Rule;
  readonly reason: string;
  /** Address of what says so. */
  readonly source: string;
}

/** All of them. */
export const modelExceptions: readonly ModelException[] = [];
