import { normalPrincipal } from "./statement-coverage";
import type { ConditionTest, PolicyStatement } from "./policy-statement";

/**
 * Condition keys of which AWS says that a fixed value makes a statement no longer public.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const RESTRICTING_KEYS = [
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "elasticfilesystem:accessedviamounttarget",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
];

/** Whether a statement is about everyone, and no condition restricts it to somebody. */
export function allowsEveryone({ principals, tests }: PolicyStatement): boolean {
  const everyone = principals.some(
    (each) => normalPrincipal(each) === "*" || each.startsWith("!") || each === "Federated:*",
  );
  return everyone && !tests.some(isRestricting);
}

/** Accounts of the AWS principals of a statement. */
export function principalAccounts({ principals }: PolicyStatement): string[] {
  return [
    ...new Set(
      principals.flatMap(
        (each) => /^AWS:arn:[\w-]+:(?:iam|sts)::(\d{12}):/.exec(normalPrincipal(each))?.[1] ?? [],
      ),
    ),
  ];
}

function isRestricting({ test, key, values }: ConditionTest): boolean {
  // ForAllValues and IfExists hold where a request has no such key.
  if (/Not|^ForAllValues|IfExists$|^Null$/.test(test) || !RESTRICTING_KEYS.includes(key)) {
    return false;
  }
  return values.length > 0 && values.every(isFixed);
}

/** Whether a value stands for somebody in particular, and not for everyone. */
function isFixed(value: string): boolean {
  // A range of addresses that is most of the internet.
  if (/\/[0-7]$/.test(value)) return false;
  return !/[*?]/.test(value) || /\d{12}|:::[\w.-]{3,}|^o-[a-z0-9]{4,}/.test(value);
}
