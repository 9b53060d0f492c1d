import type { AwsClients } from "../../../local/aws-clients";
import { isDenied } from "../../../errors/is-denied";
import { principalOf, simulate } from "./simulated-permissions";
import type { ManagedPolicy } from "../../deployer-policy/managed-policy";
import { countOf } from "../../terminal/count-of";
import { notChecked, ok, problem } from "../doctor-check";
import type { DoctorCheck } from "../doctor-check";

const CHECK = "permissions";
/** Missing permissions that the report names. */
const NAMED = 5;

/**
 * Asks IAM which of the permissions of a deployer the caller lacks. IAM evaluates the caller's own policies, its boundary and
 * those of the organization, but not the policies of resources.
 *
 * @param callerArn as GetCallerIdentity returns it
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export async function permissionCheck(
  iam: AwsClients["iam"],
  callerArn: string,
  policies: readonly ManagedPolicy[],
  environment: string,
): Promise<DoctorCheck> {
  const found = await principalOf(iam, callerArn);
  if (found === undefined) {
    return notChecked(CHECK, `IAM can only simulate users and roles, not ${callerArn}`);
  }
  const { arn: principal, isGuessed } = found;
  const statements = policies.flatMap(({ document }) => document.Statement);
  const printed = `\`npx lake deployer-policy --env ${environment}\` prints what is needed`;
  const missing: string[] = [];
  let asked = 0;
  try {
    for (const statement of statements) {
      const decisions = await simulate(iam, principal, statement);
      asked += decisions.length;
      missing.push(
        ...decisions.flatMap(({ permission, allowed }) => (allowed ? [] : [permission])),
      );
    }
  } catch (error) {
    if (isGuessed && error instanceof Error && error.name === "NoSuchEntityException") {
      return notChecked(
        CHECK,
        `the role of ${callerArn} has a path, which only iam:GetRole tells, and that is denied. ${printed}`,
      );
    }
    if (!isDenied(error)) throw error;
    return notChecked(
      CHECK,
      `${principal} may not simulate its own policies: iam:SimulatePrincipalPolicy is denied. ${printed}`,
    );
  }
  if (missing.length === 0) return ok(CHECK, `${countOf(asked, "permission")} of ${principal}`);
  const more = missing.length > NAMED ? `\nand ${missing.length - NAMED} more` : "";
  return problem(
    CHECK,
    `${principal} lacks ${missing.length} of ${countOf(asked, "permission")}:\n${missing.slice(0, NAMED).join("\n")}${more}`,
    `Ask for the policies that \`npx lake deployer-policy --env ${environment}\` prints.`,
  );
}
