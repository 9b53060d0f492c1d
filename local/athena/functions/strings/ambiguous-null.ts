import { QueryError } from "../../query-error";
import type { FunctionCall } from "../function-call";

/** Trino has this function for several types, and a bare NULL could be any of them. */
export function ambiguous({ node }: FunctionCall): QueryError {
  const reason = `Could not choose a best candidate of the function ${node.name} for a bare NULL`;
  return new QueryError("AMBIGUOUS_FUNCTION_CALL", reason, node);
}
