import type { Rule } from "../../../local/api-models/check-input";

/** A value that violates a published model but that AWS accepts. Each is needed by a recorded call. */
export interface ModelException {
  /** Signing name. */
  readonly service: string;
  readonly operation: string;
  /** As in the path of a finding: `[]` for any item, `{}` for any entry. */
  readonly path: string;
  readonly rule: Rule;
  readonly reason: string;
  /** URL of the source. */
  readonly source: string;
}

/** All exceptions. */
export const modelExceptions: readonly ModelException[] = [];
