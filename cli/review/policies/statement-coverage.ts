import type { PolicyStatement } from "./policy-statement";
import { impliesCondition } from "./condition-coverage";
import { globCovers, globsOverlap } from "./glob";

/** Combinations of actions, principals and resources that are compared; a larger statement counts as not covered. */
const MAX_COMBINATIONS = 20_000;

/** A single action, principal or resource, or everything but some of them. */
type Unit = { readonly only: string } | { readonly except: readonly string[] };

/**
 * Whether all that a statement matches is matched by other statements, each combination of its actions, principals and resources
 * by one of them whose conditions are at most as strict.
 */
export function isCovered(inner: PolicyStatement, outers: readonly PolicyStatement[]): boolean {
  const [actions, principals, resources] = [
    unitsOf(inner.actions.map(lowerCase)),
    unitsOf(inner.principals.map(normalPrincipal)),
    unitsOf(inner.resources),
  ];
  if (actions.length * principals.length * resources.length > MAX_COMBINATIONS) return false;
  const candidates = outers
    .filter((outer) => impliesConditions(inner, outer))
    .map((outer) => ({
      actions: outer.actions.map(lowerCase),
      principals: outer.principals.map(normalPrincipal),
      resources: outer.resources,
    }));
  return actions.every((action) =>
    principals.every((principal) =>
      resources.every((resource) =>
        candidates.some(
          (outer) =>
            covers(outer.actions, action, globCovers) &&
            covers(outer.principals, principal, principalCovers) &&
            covers(outer.resources, resource, globCovers),
        ),
      ),
    ),
  );
}

/** Whether an account, by its root, stands for each identity of it. */
function principalCovers(outer: string, inner: string): boolean {
  if (outer === "*" || outer === inner) return true;
  const account = /^AWS:arn:[\w-]+:iam::(\d{12}):root$/.exec(outer)?.[1];
  return (
    account !== undefined && new RegExp(`^AWS:arn:[\\w-]+:(?:iam|sts)::${account}:`).test(inner)
  );
}

/** One form for each principal: everyone, and the root of an account. */
export function normalPrincipal(principal: string): string {
  if (principal === "AWS:*") return "*";
  return principal.replace(/^(!?AWS:)(\d{12})$/, "$1arn:aws:iam::$2:root");
}

function impliesConditions(inner: PolicyStatement, outer: PolicyStatement): boolean {
  return outer.tests.every((needed) => inner.tests.some((has) => impliesCondition(has, needed)));
}

/** Elements of a Not… element have a leading `!` and belong together; a missing element matches everything. */
function unitsOf(texts: readonly string[]): readonly Unit[] {
  const except = texts.filter((each) => each.startsWith("!")).map((each) => each.slice(1));
  const only = texts.filter((each) => !each.startsWith("!")).map((each) => ({ only: each }));
  if (except.length > 0) return [...only, { except }];
  return only.length === 0 ? [{ only: "*" }] : only;
}

function covers(
  outer: readonly string[],
  inner: Unit,
  matches: (outer: string, inner: string) => boolean,
): boolean {
  return unitsOf(outer).some((unit) => {
    if ("only" in inner) {
      return "only" in unit
        ? matches(unit.only, inner.only)
        : !unit.except.some((each) => globsOverlap(each, inner.only));
    }
    return "only" in unit
      ? unit.only === "*"
      : unit.except.every((each) => inner.except.some((other) => matches(other, each)));
  });
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
