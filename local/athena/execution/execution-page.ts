import { type Input, integerField, stringField } from "./request-fields";
import { invalidRequest } from "./work-group";

const MAX_LISTED = 50;

/**
 * A page of ids, as ListQueryExecutions returns it.
 *
 * @throws AwsServiceError InvalidRequestException for an invalid token or size
 */
export function executionPage(ids: readonly string[], input: Input): object {
  const size = integerField(input, "MaxResults", { from: 0, to: MAX_LISTED }) ?? MAX_LISTED;
  const token = stringField(input, "NextToken") ?? "0";
  if (!/^\d{1,9}$/.test(token)) throw invalidRequest("NextToken does not belong to this list");
  const start = Number(token);
  return {
    QueryExecutionIds: ids.slice(start, start + size),
    ...(start + size < ids.length ? { NextToken: String(start + size) } : {}),
  };
}
