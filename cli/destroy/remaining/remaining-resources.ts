import type { AwsClients } from "../../../local/aws-clients";
import type { Environment } from "../../../model/environment/environment";
import { hasS3State } from "../../../model/naming/state-location";
import { failureDocument } from "../../terminal/explain-error";
import { stringArguments } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { remainingGitHubAccess } from "./remaining-github-access";
import { remainingLogGroups } from "./remaining-log-groups";
import type { RemainingResource } from "./remaining-resource";
import { remainingState } from "./remaining-state";
import { pendingKeys } from "./pending-keys";

/** What is asked for what an environment leaves. */
export interface RemainingResourcesProps {
  readonly environment: Environment;
  readonly accountId: string;
  /** What was destroyed. */
  readonly resources: readonly TerraformResource[];
  /** Log groups that the environment may have besides. */
  readonly logGroups: readonly string[];
  /** In the region of the lake. */
  readonly clients: Pick<AwsClients, "kms" | "logs">;
  /** Of the emulator that takes the place of AWS. @default - AWS itself */
  readonly endpointUrl?: string | undefined;
  /** In the region of the state. */
  readonly stateClients: Pick<AwsClients, "s3" | "kms">;
}

/**
 * What an environment leaves when it is destroyed, and what that costs. It never fails: by then everything is destroyed, and
 * what can't be read is named as not known.
 */
export async function findRemainingResources(
  props: RemainingResourcesProps,
): Promise<RemainingResource[]> {
  const { environment, accountId, resources, clients, stateClients } = props;
  const groups = new Set([
    ...stringArguments(resources, "aws_cloudwatch_log_group", "name"),
    ...props.logGroups,
  ]);
  const keys = new Set(stringArguments(resources, "aws_kms_key", "key_id"));
  const target = { region: environment.region, endpointUrl: props.endpointUrl };
  const sections: readonly (readonly [string, () => Promise<RemainingResource[]>])[] = [
    ["KMS keys, scheduled for deletion", () => pendingKeys(clients.kms, environment, keys, target)],
    ...(hasS3State(environment)
      ? ([
          [
            "bucket of Terraform's states",
            () => remainingState(stateClients, environment, accountId),
          ],
          [
            "stack with the roles of the GitHub workflows",
            () => remainingGitHubAccess(stateClients.s3, environment),
          ],
        ] as const)
      : []),
    ["log groups", () => remainingLogGroups(clients.logs, [...groups].sort(), target)],
  ];
  const left: RemainingResource[] = [];
  for (const [what, find] of sections) {
    try {
      left.push(...(await find()));
    } catch (error) {
      left.push(notKnown(what, error, environment.name));
    }
  }
  return [...left, ...remainingWorkspace(environment)];
}

/** What could not be read, so that it does not hide the rest. */
function notKnown(what: string, error: unknown, environment: string): RemainingResource {
  const { message, advice } = failureDocument(error).error;
  return {
    what,
    name: `not known (${message})`,
    advice: `${advice === "" ? "" : `${advice} `}To look again: npx lake destroy --env ${environment}`,
  };
}

function remainingWorkspace({ state }: Environment): RemainingResource[] {
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
