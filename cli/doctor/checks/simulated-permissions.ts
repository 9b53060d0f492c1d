import { GetRoleCommand, paginateSimulatePrincipalPolicy } from "@aws-sdk/client-iam";
import type { ContextEntry, IAMClient } from "@aws-sdk/client-iam";
import { isDenied } from "../../../errors/is-denied";

/** The user or role whose policies apply to a caller. */
export interface SimulatedPrincipal {
  readonly arn: string;
  /** Whether the role could not be read: its ARN lacks the path then, if it has one. */
  readonly isGuessed: boolean;
}

/**
 * The user or role whose policies apply to a caller; undefined for the root user and federated users.
 *
 * @param callerArn as GetCallerIdentity returns it
 */
export async function principalOf(
  iam: IAMClient,
  callerArn: string,
): Promise<SimulatedPrincipal | undefined> {
  if (/^arn:[\w-]+:iam::\d+:user\//.test(callerArn)) return { arn: callerArn, isGuessed: false };
  const [, partition, account, name] =
    /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(callerArn) ?? [];
  if (name === undefined) return undefined;
  try {
    // A session's ARN lacks the path of its role, which roles of IAM Identity Center have.
    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: name }));
    if (role?.Arn !== undefined) return { arn: role.Arn, isGuessed: false };
  } catch (error) {
    if (!isDenied(error)) throw error;
  }
  return { arn: `arn:${partition}:iam::${account}:role/${name}`, isGuessed: true };
}

/** IAM's decision on one permission. */
export interface Decision {
  /** For example `kinesis:CreateStream on arn:…`. */
  readonly permission: string;
  readonly allowed: boolean;
}

/** What a policy statement allows: IAM is asked for each of its actions on each of its resources. */
export interface SimulatedStatement {
  readonly Action: readonly string[];
  /** ARNs, whose `*` stand for an example; or `*` alone. */
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * Asks IAM whether a principal has the permissions of a statement. IAM evaluates the policies of the principal, its boundary
 * and those of the organization, but not the policies of resources.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export async function simulate(
  iam: IAMClient,
  principal: string,
  { Action, Resource, Condition }: SimulatedStatement,
): Promise<Decision[]> {
  const resources = Resource.filter((arn) => arn !== "*").map(example);
  const pages = paginateSimulatePrincipalPolicy(
    { client: iam },
    {
      PolicySourceArn: principal,
      ActionNames: Action.map((action) => action.replace("kms:List*", "kms:ListKeys")),
      ...(resources.length === 0 ? {} : { ResourceArns: resources }),
      ContextEntries: contextOf(Condition),
    },
  );
  const decisions: Decision[] = [];
  for await (const { EvaluationResults: results = [] } of pages) {
    for (const {
      EvalActionName,
      EvalResourceName,
      EvalDecision,
      ResourceSpecificResults,
    } of results) {
      const ofResources = (ResourceSpecificResults ?? []).map((each) => ({
        resource: each.EvalResourceName,
        decision: each.EvalResourceDecision,
      }));
      const all =
        ofResources.length > 0
          ? ofResources
          : [{ resource: EvalResourceName, decision: EvalDecision }];
      for (const { resource = "*", decision } of all) {
        decisions.push({
          permission: `${EvalActionName} on ${resource}`,
          allowed: decision === "allowed",
        });
      }
    }
  }
  return decisions;
}

/** An ARN that a pattern matches. */
function example(pattern: string): string {
  return pattern
    .replace(/:key\/\*$/, ":key/00000000-0000-0000-0000-000000000000")
    .replaceAll("*", "example");
}

function contextOf(condition: SimulatedStatement["Condition"]): ContextEntry[] {
  return Object.values(condition ?? {}).flatMap((keys) =>
    Object.entries(keys).map(([key, values]) => ({
      ContextKeyName: key,
      ContextKeyType: "string" as const,
      ContextKeyValues: values.slice(0, 1).map((value) => value.replaceAll("*", "example")),
    })),
  );
}
