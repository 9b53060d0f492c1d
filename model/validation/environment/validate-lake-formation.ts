import { checkOneOf, checkText, editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import type { LakeFormationSettings } from "../../environment/settings/lake-formation-settings";
import { isRecord } from "../../../errors/is-record";

const readerName = {
  pattern: /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/,
  expected: "lower-case letters, digits and single underscores, beginning with a letter",
};

/**
 * One user, role or group. The root of an account, or the group of all IAM principals, would bypass Lake Formation.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html
 */
const principal = {
  pattern:
    /^arn:aws(-us-gov)?:(iam::\d{12}:((role|user)\/[\w+=,.@/-]+|saml-provider\/[\w.-]+:(group|user)\/[^*]+)|identitystore:::group\/[0-9a-f-]+)$/,
  expected: 'the ARN of one user, role or group, such as "arn:aws:iam::111122223333:role/analysts"',
};

/** Validates the grants of Lake Formation. */
export function validateLakeFormation(
  path: string,
  settings: LakeFormationSettings,
): ConfigViolation[] {
  const violations = rejectNonObject(
    path,
    settings,
    "{ readers: { … } }, or {} for only the lake's own roles",
  );
  if (violations.length > 0) return violations;
  const { locationRegistered, readers, viewCreators } = settings;
  return [
    ...checkOneOf(`${path}.locationRegistered`, locationRegistered, [true, false]),
    ...(readers === undefined ? [] : validateReaders(`${path}.readers`, readers)),
    ...(viewCreators === undefined
      ? []
      : validateViewCreators(`${path}.viewCreators`, viewCreators, readers)),
  ];
}

function validateReaders(
  path: string,
  readers: Readonly<Record<string, string>>,
): ConfigViolation[] {
  const violations = rejectNonObject(
    path,
    readers,
    '{ analysts: "arn:aws:iam::111122223333:role/analysts" }, ARNs by names',
  );
  if (violations.length > 0) return violations;
  const entries = Object.entries(readers);
  return entries.flatMap(([name, arn], index) => [
    ...checkText(`${path}: a name`, name, readerName),
    ...checkText(`${path}.${name}`, arn, principal),
    ...rejectDuplicate(`${path}.${name}`, arn, entries.slice(0, index)),
  ]);
}

/** Rejects names of nobody: a second principal of its own could be a reader's, and be revoked with it. */
function validateViewCreators(
  path: string,
  names: readonly string[],
  readers: LakeFormationSettings["readers"],
): ConfigViolation[] {
  const allowed = typeof readers === "object" ? Object.keys(readers) : [];
  if (Array.isArray(names)) {
    return names.flatMap((name, index) => checkOneOf(`${path}[${index}]`, name, allowed));
  }
  const expected = "a list of names of readers";
  return [{ path, problem: "is not a list", received: names, expected, fix: editEnvironments }];
}

/** Rejects anything but an object; values from untyped code may be anything. */
function rejectNonObject(path: string, value: unknown, expected: string): ConfigViolation[] {
  if (isRecord(value)) return [];
  return [{ path, problem: "is not an object", received: value, expected, fix: editEnvironments }];
}

/** Rejects two grants for the same principal: revoking one would revoke both. */
function rejectDuplicate(
  path: string,
  arn: string,
  before: readonly (readonly [name: string, arn: string])[],
): ConfigViolation[] {
  const duplicate = before.find(([, other]) => other === arn);
  if (duplicate === undefined) return [];
  return [
    {
      path,
      problem: `is the same as ${duplicate[0]}`,
      received: arn,
      expected: "each principal once",
      fix: editEnvironments,
    },
  ];
}
