import type { AwsClients } from "../../../local/aws-clients";
import type { Environment } from "../../../model/environment/environment";
import {
  gitHubStateName,
  hasS3State,
  s3StateLocation,
  stateObjectKey,
} from "../../../model/naming/state-location";
import { hasObject } from "../../bootstrap/state-bucket-owner";
import { resourcesOf, stringArgument } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { leftLogGroups } from "./left-log-groups";
import type { LeftOver } from "./left-over";
import { leftState } from "./left-state";
import { pendingKeys } from "./pending-keys";

/** What is asked for what an environment leaves. */
export interface WhatIsLeftProps {
  readonly environment: Environment;
  readonly accountId: string;
  /** What was destroyed. */
  readonly resources: readonly TerraformResource[];
  /** Log groups that the environment may have besides. */
  readonly logGroups: readonly string[];
  /** In the region of the lake. */
  readonly clients: Pick<AwsClients, "kms" | "logs">;
  /** In the region of the state. */
  readonly stateClients: Pick<AwsClients, "s3" | "kms">;
}

/** What an environment leaves when it is destroyed, and what that costs. */
export async function whatIsLeft(props: WhatIsLeftProps): Promise<LeftOver[]> {
  const { environment, accountId, resources, clients, stateClients } = props;
  const values = (type: string, name: string) =>
    resourcesOf(resources, type).flatMap((each) => stringArgument(each.values, name) ?? []);
  const groups = new Set([...values("aws_cloudwatch_log_group", "name"), ...props.logGroups]);
  return [
    ...(await pendingKeys(clients.kms, environment, new Set(values("aws_kms_key", "key_id")))),
    ...(hasS3State(environment) ? await leftState(stateClients, environment, accountId) : []),
    ...(await leftGitHubAccess(environment, stateClients)),
    ...(await leftLogGroups(clients.logs, [...groups].sort(), environment.region)),
    ...leftWorkspace(environment),
  ];
}

/** The roles of the workflows are a stack of their own. */
async function leftGitHubAccess(
  environment: Environment,
  { s3 }: Pick<AwsClients, "s3">,
): Promise<LeftOver[]> {
  if (environment.github === undefined || !hasS3State(environment)) return [];
  const { bucket } = s3StateLocation(environment);
  if (!(await hasObject(s3, bucket, stateObjectKey(environment, gitHubStateName)))) return [];
  const stack = `${environment.name}-github`;
  return [
    {
      what: "stack with the roles of the GitHub workflows",
      name: stack,
      centsPerMonth: 0,
      advice: `npx cdktf destroy ${stack}`,
    },
  ];
}

function leftWorkspace({ state }: Environment): LeftOver[] {
  if (state.type !== "cloud") return [];
  const name = "name" in state.workspace ? state.workspace.name : state.workspace.tags.join(", ");
  return [
    {
      what: "workspace of Terraform Cloud, without resources",
      name: `${state.organization}: ${name}`,
      centsPerMonth: 0,
      advice: "Delete it there when its runs are needed no more.",
    },
  ];
}
