import { deployerPolicies } from "../../../cli/deployer-policy/deployer-policies";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import type { Environment } from "../../../model/environment/environment";
import type { PublishedModels } from "../../../local/api-models/published-models";
import type { AppliedLake } from "../api-models/applied-lake";
import { environmentOf } from "../plans/synth";
import { askPolicies, deploymentCalls } from "./deployment-calls";
import type { DeployRoleAnswers } from "./deployment-calls";

/** What the calls of an applied lake show of the policies that `lake deployer-policy` prints. */
export interface DeployerProof extends DeployRoleAnswers {
  /** Statements without which a call would be denied, by Sid, and one such permission. */
  readonly needed: ReadonlyMap<string, string>;
  /** Sids of all statements on the services whose calls are asked. */
  readonly asked: readonly string[];
}

/**
 * Asks the deployer's policies for every call that Terraform made, and again without each of their statements.
 *
 * @param changes those of the environment `local` with which the lake was applied
 */
export async function proveDeployerPolicy(
  lake: AppliedLake,
  models: PublishedModels,
  changes: Partial<Environment>,
): Promise<DeployerProof> {
  const environment = { ...environmentOf("local", changes), accountId: emulatorAccountId };
  const location = { region: environment.region, accountId: emulatorAccountId };
  const calls = deploymentCalls(models, lake.recording);
  const statements = deployerPolicies(
    { lake: await lake.resources("local"), state: [] },
    environment,
  ).flatMap(({ document }) => document.Statement);
  const ask = (kept: typeof statements) => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: kept });
    return askPolicies(calls, [parsePolicy(text)], location);
  };
  const answers = await ask(statements);
  const asked = statements.filter(({ Action }) =>
    Action.some((action) => /^(firehose|glue|iam|kinesis|kms|s3):/.test(action)),
  );
  const needed = new Map<string, string>();
  for (const statement of asked) {
    const { denied } = await ask(statements.filter((each) => each !== statement));
    const [first] = denied;
    if (first !== undefined) needed.set(statement.Sid, first);
  }
  return { ...answers, needed, asked: asked.map(({ Sid }) => Sid) };
}
