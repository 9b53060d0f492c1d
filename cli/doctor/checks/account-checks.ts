import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsClients } from "../../../local/aws-clients";
import type { Environment } from "../../../model/environment/environment";
import { hasS3State, s3StateLocation } from "../../../model/naming/state-location";
import { stateBucketOwner } from "../../bootstrap/state-bucket-owner";
import { requireCallerAccount } from "../../target/caller-account";
import { checked, notChecked, ok, problem } from "../doctor-check";
import type { DoctorCheck } from "../doctor-check";

const NO_CREDENTIALS = "no credentials work";

/** Checks of the account of an environment on AWS, with the caller's credentials. Nothing is changed. */
export async function accountChecks(
  environment: Environment,
  clients: AwsClients,
): Promise<DoctorCheck[]> {
  let accountId: string | undefined;
  const credentials = await checked("credentials", async () => {
    accountId = await requireCallerAccount(environment, clients.sts);
    const { Arn: arn } = await clients.sts.send(new GetCallerIdentityCommand({}));
    const known = environment.accountId === undefined ? ", which accountId does not name yet" : "";
    return ok("credentials", `${arn} of account ${accountId}${known}`);
  });
  const region = `${environment.region}, from config/environments.ts`;
  if (accountId === undefined) {
    return [
      credentials,
      notChecked("region", `${region}: ${NO_CREDENTIALS}`),
      notChecked("state bucket", NO_CREDENTIALS),
    ];
  }
  const account = accountId;
  return [
    credentials,
    // The call for the credentials went to this region, and AWS refuses it in a region that the account has not enabled.
    ok("region", region),
    await checked("state bucket", () => stateCheck(environment, account, clients)),
  ];
}

async function stateCheck(
  environment: Environment,
  accountId: string,
  clients: AwsClients,
): Promise<DoctorCheck> {
  const check = "state bucket";
  const inAccount = { ...environment, accountId };
  if (!hasS3State(inAccount)) {
    const { type } = environment.state;
    return notChecked(check, `the state is not in S3, but of the type "${type}"`);
  }
  const location = s3StateLocation(inAccount);
  const owner = await stateBucketOwner(clients.s3, location, accountId);
  return owner === "account"
    ? ok(check, `${location.bucket} in ${location.region}`)
    : problem(
        check,
        `there is no bucket ${location.bucket}`,
        `Run npx lake bootstrap --env ${environment.name}`,
      );
}
