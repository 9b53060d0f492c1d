/** A statement of IAM's JSON format. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  /** Values of a condition key, by operator and key. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A managed policy that fits into IAM's limit. */
export interface ManagedPolicy {
  readonly name: string;
  /** Characters without white space, as IAM counts them. */
  readonly characters: number;
  readonly document: {
    readonly Version: "2012-10-17";
    readonly Statement: readonly Statement[];
  };
}

/**
 * Maximum characters of a managed policy; IAM does not count white space.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MAXIMUM_CHARACTERS = 6144;

const documentOf = (statements: readonly Statement[]): ManagedPolicy["document"] => ({
  Version: "2012-10-17",
  Statement: statements,
});

const charactersOf = (statements: readonly Statement[]) =>
  JSON.stringify(documentOf(statements)).replaceAll(/\s/g, "").length;

/**
 * Distributes statements to policies, as few as fit in their order. A statement that is too large for one is divided by its
 * resources: each is allowed by itself.
 */
export function splitIntoPolicies(
  namePrefix: string,
  statements: readonly Statement[],
): ManagedPolicy[] {
  const groups: Statement[][] = [];
  for (const statement of statements.flatMap(divide)) {
    const last = groups.at(-1);
    if (last === undefined || charactersOf([...last, statement]) > MAXIMUM_CHARACTERS) {
      groups.push([statement]);
    } else {
      last.push(statement);
    }
  }
  return groups.map((group, at) => ({
    name: `${namePrefix}-${at + 1}`,
    characters: charactersOf(group),
    document: documentOf(group),
  }));
}

function divide(statement: Statement): Statement[] {
  const { Sid, Resource } = statement;
  if (charactersOf([statement]) <= MAXIMUM_CHARACTERS || Resource.length < 2) return [statement];
  const middle = Math.ceil(Resource.length / 2);
  return [
    { ...statement, Sid: `${Sid}1`, Resource: Resource.slice(0, middle) },
    { ...statement, Sid: `${Sid}2`, Resource: Resource.slice(middle) },
  ].flatMap(divide);
}
