import { globCovers } from "./glob";
import type { ConditionTest, PolicyStatement } from "./policy-statement";

/** Tests whose values are patterns. */
const PATTERNS = /Like|Arn/;
/** Tests that hold unless a value matches: more values are stricter. */
const NEGATIVE = /Not/;
/** Tests of texts, of which one of the values must match. */
const TEXTS = /^(?:ForA(?:ny|ll)Values?:)?(?:String|Arn|IpAddress|NotIpAddress|Binary)/;

/** Whether one condition always holds where another one does: the same test of the same key, at least as strict. */
export function impliesCondition(has: ConditionTest, needed: ConditionTest): boolean {
  if (has.test !== needed.test || has.key !== needed.key) return false;
  const [stricter, looser] = NEGATIVE.test(has.test) ? [needed, has] : [has, needed];
  if (!TEXTS.test(has.test)) return sameSet(has.values, needed.values);
  return stricter.values.every((value) =>
    looser.values.some((each) =>
      PATTERNS.test(has.test) ? globCovers(each, value) : each === value,
    ),
  );
}

/** Whether a statement denies requests without TLS; one on `true` denies those with it. */
export function deniesPlainHttp({ effect, tests }: PolicyStatement): boolean {
  return (
    effect === "Deny" &&
    tests.some(
      (each) =>
        // Every request has the key, so that `IfExists` changes nothing.
        /^Bool(?:IfExists)?$/.test(each.test) &&
        each.key === "aws:securetransport" &&
        each.values.length > 0 &&
        each.values.every((value) => value.toLowerCase() === "false"),
    )
  );
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
