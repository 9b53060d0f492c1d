import type { Caller } from "./caller";
import type { PrincipalList } from "./policy-document";

/** What a principal element matches: the caller itself, or its account, so that the caller's own policies decide. */
export type PrincipalMatch = "caller" | "account";

/**
 * Whether a principal element of a resource-based policy matches a caller.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function matchPrincipal(
  { excluded, byType }: PrincipalList,
  caller: Caller,
): PrincipalMatch | undefined {
  const match = caller.type === "service" ? matchService(byType, caller.principal) : undefined;
  const found = match ?? matchAws(byType.AWS ?? [], caller);
  if (!excluded) return found;
  return found === undefined ? "caller" : undefined;
}

function matchService(
  { Service: services = [] }: PrincipalList["byType"],
  principal: string,
): PrincipalMatch | undefined {
  return services.includes(principal) ? "caller" : undefined;
}

function matchAws(ids: readonly string[], caller: Caller): PrincipalMatch | undefined {
  if (ids.includes("*")) return "caller";
  if (caller.type === "service") return undefined;
  const own = caller.type === "role-session" ? [caller.arn, caller.roleArn] : [caller.arn];
  if (ids.some((id) => own.includes(id))) return "caller";
  const account = new RegExp(`^(?:arn:aws[a-z-]*:iam::)?${caller.accountId}(?::root)?$`);
  return ids.some((id) => account.test(id)) ? "account" : undefined;
}
