import { isDeepStrictEqual } from "node:util";
import type { Environment } from "../../model/environment/environment";
import { hasS3State } from "../../model/naming/state-location";
import { calledActions } from "./called-actions";
import type { DeployedStacks } from "./deployed-stacks";
import type { LocatedEnvironment } from "./located-environment";
import { splitIntoPolicies } from "./managed-policy";
import type { ManagedPolicy, Statement } from "./managed-policy";
import { icebergMetadataStatements } from "./iceberg-statements";
import { passRoleStatements } from "./pass-role-statements";
import { arnsByType } from "./resource-arns";
import type { AuthorizedType } from "./resource-arns";
import { catalogKeyStatements, stateStatements, streamKeyStatements } from "./state-statements";
import type { TerraformResource } from "../terraform/plan/terraform-resource";

/** The state bucket is never destroyed, see docs/deploy/terraform-state.md. */
const DESTROYING =
  /^(s3:(AbortMultipartUpload|Delete(Bucket|Object|ObjectVersion))|kms:(DeleteAlias|ScheduleKeyDeletion))$/;

/**
 * The managed policies of whoever bootstraps, deploys and destroys an environment: the actions that Terraform's provider was
 * recorded to call for the types of its resources, on their names.
 *
 * @throws Error for a type of resource without recorded calls
 */
export function deployerPolicies(
  { lake, state }: DeployedStacks,
  environment: LocatedEnvironment,
): ManagedPolicy[] {
  const ofLake = stackStatements(lake, environment, "", () => true);
  const ofState = stackStatements(
    state,
    hasS3State(environment) ? { ...environment, region: environment.state.region } : environment,
    "OfState",
    (action) => !DESTROYING.test(action),
  );
  const statements = [
    ...ofLake,
    // What concerns no name, a key for example, is allowed for the lake already.
    ...ofState.filter((statement) => !ofLake.some((known) => includes(known, statement))),
    ...passRoleStatements(lake, environment),
    ...streamKeyStatements(lake),
    ...catalogKeyStatements(environment),
    ...icebergMetadataStatements(lake, environment),
    ...stateStatements(environment),
  ];
  return splitIntoPolicies(`${environment.project}-${environment.name}-deployer`, statements);
}

function stackStatements(
  resources: readonly TerraformResource[],
  environment: LocatedEnvironment,
  suffix: string,
  isNeeded: (action: string) => boolean,
): Statement[] {
  const arns = arnsByType(resources, environment);
  const groups = new Map<string, Statement>();
  for (const type of new Set(resources.map((each) => each.type))) {
    for (const { action, types } of calledActions(type)) {
      if (!isNeeded(action)) continue;
      const condition = conditionOf(action, environment);
      const sid = `${sidOf(action, types)}${condition === undefined ? "" : `Tagged${nameOf(action)}`}${suffix}`;
      const known = groups.get(sid)?.Action ?? [];
      groups.set(sid, {
        Sid: sid,
        Effect: "Allow",
        Action: [...new Set([...known, action])].sort(),
        Resource: types.length === 0 ? ["*"] : types.flatMap((each) => arns[each]),
        ...(condition === undefined ? {} : { Condition: condition }),
      });
    }
  }
  return [...groups.values()].sort((a, b) => (a.Sid < b.Sid ? -1 : 1));
}

/** Whether a statement allows all that another does. */
function includes(known: Statement, { Action, Resource, Condition }: Statement): boolean {
  return (
    isDeepStrictEqual([known.Resource, known.Condition], [Resource, Condition]) &&
    Action.every((action) => known.Action.includes(action))
  );
}

/**
 * What is made without a name must carry the tags of the environment, and only a key with these tags can be deleted: key ids are
 * random, so that no name tells whose a key is.
 */
function conditionOf(
  action: string,
  { project, name }: Environment,
): Statement["Condition"] | undefined {
  const tagged = (key: string) => ({
    StringEquals: { [`${key}/Project`]: [project], [`${key}/Environment`]: [name] },
  });
  if (/^(kms:CreateKey|glue:CreateCrawler)$/.test(action)) return tagged("aws:RequestTag");
  return action === "kms:ScheduleKeyDeletion" ? tagged("aws:ResourceTag") : undefined;
}

/** For example `GlueRootcatalogDatabaseTable`, or `KmsAnything` for actions that can't be restricted to a resource. */
function sidOf(action: string, types: readonly AuthorizedType[]): string {
  const [service = ""] = action.split(":");
  return [service, ...(types.length === 0 ? ["anything"] : types)].map(pascal).join("");
}

const nameOf = (action: string) => action.split(":")[1] ?? "";

function pascal(text: string): string {
  return text
    .split("-")
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("");
}
