import { AGGREGATES } from "../../../local/athena/functions/aggregates/aggregates";
import { SCALARS } from "../../../local/athena/functions/translate-call";
import { WINDOW_FUNCTIONS } from "../../../local/athena/functions/window-functions";

/** Names of the functions that every SQL engine of the lake has, which Athena has too. */
export function functionNames(): string[] {
  return [SCALARS, AGGREGATES, WINDOW_FUNCTIONS].flatMap((functions) => Object.keys(functions));
}
