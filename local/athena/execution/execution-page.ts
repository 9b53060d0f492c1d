import { type Input, integerField, stringField } from "./request-fields";
import { invalidRequest } from "./work-group";

const MAX_LISTED = 50;

/**
 * A page of ids, as ListQueryExecutions gives it.
 *
 * @throws AwsServiceError InvalidRequestException for a token or a size that can't be
 */
export function executionPage(ids: readonly string[], input: Input): object {
  const size = integerField(input, "MaxResults", { from: 0, to: MAX_LISTED }) ?? MAX_LISTED;
  const token = stringField(input, "NextToken") ?? "0";
  if (!/^\d{1,9}$/.test(token)) throw invalidRequest("NextToken is not of this list");
  const start = Number(token);
  return {
    QueryExecutionIds: ids.slice(start, start + size),
    ...(start + size < ids.length ? { NextToken: String(start + size) } : {}),
  };
}
