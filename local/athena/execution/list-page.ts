import { type Input, integerField, stringField } from "./request-fields";
import { invalidRequest } from "./work-group";

/**
 * A page of a list, as calls with MaxResults and NextToken return it.
 *
 * @param member name of the list in the answer
 * @param limits MaxResults; the upper one is the default
 * @throws AwsServiceError InvalidRequestException for an invalid token or size
 */
export function listPage(
  input: Input,
  member: string,
  all: readonly unknown[],
  limits: { readonly from: number; readonly to: number },
): object {
  const size = integerField(input, "MaxResults", limits) ?? limits.to;
  const token = stringField(input, "NextToken") ?? "0";
  if (!/^\d{1,9}$/.test(token)) throw invalidRequest("NextToken does not belong to this list");
  const end = Number(token) + size;
  return {
    [member]: all.slice(Number(token), end),
    ...(end < all.length ? { NextToken: String(end) } : {}),
  };
}
