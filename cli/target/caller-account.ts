import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { STSClient } from "@aws-sdk/client-sts";
import type { Environment } from "../../model/environment/environment";
import { emulatorAccountId } from "../../model/environment/emulator-account";
import { UserError } from "../../errors/user-error";

/**
 * The account of the caller's credentials, which must be the environment's.
 *
 * @throws UserError when it is another, or the embedded AWS's where AWS is meant
 */
export async function requireCallerAccount(
  { name, accountId, emulator }: Environment,
  sts: STSClient,
): Promise<string> {
  const { Account: caller } = await sts.send(new GetCallerIdentityCommand({}));
  if (caller === undefined) throw new Error("GetCallerIdentity returned no account");
  if (accountId !== undefined && accountId !== caller) {
    throw new UserError(
      `Your AWS credentials are of account ${caller}, and ${name} lives in ${accountId}.`,
      "Log in to that account, for example by AWS_PROFILE, or change accountId in config/environments.ts.",
    );
  }
  if (accountId === undefined && emulator === undefined && caller === emulatorAccountId) {
    throw new UserError(
      `The embedded AWS answers (account ${emulatorAccountId}), and ${name} is meant for AWS.`,
      `Unset AWS_ENDPOINT_URL; or rehearse ${name} there: set its accountId to "${emulatorAccountId}" in config/environments.ts.`,
    );
  }
  return caller;
}
