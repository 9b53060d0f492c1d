import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsClients } from "../../../local/aws-clients";
import type { Environment } from "../../../model/environment/environment";
import { hasS3State, s3StateLocation } from "../../../model/naming/state-location";
import type { DeployedStacks } from "../../deployer-policy/deployed-stacks";
import { deployerPolicies } from "../../deployer-policy/deployer-policies";
import { stateBucketOwner } from "../../bootstrap/state-bucket-owner";
import { requireCallerAccount } from "../../target/caller-account";
import { requireValidState } from "../../target/require-environment";
import { checked, notChecked, ok, problem } from "../doctor-check";
import type { DoctorCheck } from "../doctor-check";
import { permissionCheck } from "./permission-check";

const NO_CREDENTIALS = "no credentials work";

/** What is asked of an account. */
export interface AccountChecksProps {
  readonly environment: Environment;
  /** In the region of the lake. */
  readonly clients: Pick<AwsClients, "sts" | "iam">;
  /** In the region of the state. */
  readonly stateClients: Pick<AwsClients, "s3">;
  /** Synthesizes the resources, from which the permissions follow. */
  readonly stacks: () => Promise<DeployedStacks>;
}

/** Checks of the account of an environment on AWS, with the caller's credentials. Nothing is changed. */
export async function accountChecks({
  environment,
  clients,
  stateClients,
  stacks,
}: AccountChecksProps): Promise<DoctorCheck[]> {
  let accountId: string | undefined;
  let callerArn = "";
  const credentials = await checked("credentials", async () => {
    accountId = await requireCallerAccount(environment, clients.sts);
    const { Arn: arn = "" } = await clients.sts.send(new GetCallerIdentityCommand({}));
    callerArn = arn;
    const known = environment.accountId === undefined ? ", which accountId does not name yet" : "";
    return ok("credentials", `${arn} of account ${accountId}${known}`);
  });
  const region = `${environment.region}, from config/environments.ts`;
  if (accountId === undefined) {
    return [
      credentials,
      notChecked("region", `${region}: ${NO_CREDENTIALS}`),
      notChecked("state bucket", NO_CREDENTIALS),
      notChecked("permissions", NO_CREDENTIALS),
    ];
  }
  const account = accountId;
  return [
    credentials,
    // The call for the credentials went to this region, and AWS refuses it in a region that the account has not enabled.
    ok("region", region),
    await checked("state bucket", () => stateCheck(environment, account, stateClients)),
    await checked("permissions", async () => {
      const policies = deployerPolicies(await stacks(), { ...environment, accountId: account });
      return permissionCheck(clients.iam, callerArn, policies, environment.name);
    }),
  ];
}

async function stateCheck(
  environment: Environment,
  accountId: string,
  { s3 }: Pick<AwsClients, "s3">,
): Promise<DoctorCheck> {
  requireValidState(environment);
  const check = "state bucket";
  const inAccount = { ...environment, accountId };
  if (!hasS3State(inAccount)) {
    const { type } = environment.state;
    return notChecked(check, `the state is not in S3, but of the type "${type}"`);
  }
  const location = s3StateLocation(inAccount);
  const owner = await stateBucketOwner(s3, location, accountId);
  return owner === "account"
    ? ok(check, `${location.bucket} in ${location.region}`)
    : problem(
        check,
        `there is no bucket ${location.bucket}`,
        `Run npx lake bootstrap --env ${environment.name}`,
      );
}
