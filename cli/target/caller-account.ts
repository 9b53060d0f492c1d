import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { STSClient } from "@aws-sdk/client-sts";
import type { Environment } from "../../model/environment/environment";
import { emulatorAccountId } from "../../model/environment/emulator-account";
import { UserError } from "../../errors/user-error";

/**
 * The account of the caller's credentials, which has to be the environment's.
 *
 * @throws UserError if it is another account, or that of the embedded AWS for an environment on AWS
 */
export async function requireCallerAccount(
  { name, accountId, emulator }: Environment,
  sts: STSClient,
): Promise<string> {
  const { Account: caller } = await sts.send(new GetCallerIdentityCommand({}));
  if (caller === undefined) throw new Error("GetCallerIdentity returned no account");
  if (accountId !== undefined && accountId !== caller) {
    throw new UserError(
      `Your AWS credentials belong to account ${caller}, but ${name} is in account ${accountId}.`,
      "Log in to that account, for example with AWS_PROFILE, or change accountId in config/environments.ts.",
    );
  }
  if (accountId === undefined && emulator === undefined && caller === emulatorAccountId) {
    throw new UserError(
      `The credentials belong to the embedded AWS (account ${emulatorAccountId}), but ${name} is an environment on AWS.`,
      `Unset AWS_ENDPOINT_URL; or, to rehearse ${name} on the embedded AWS, set its accountId to "${emulatorAccountId}" in config/environments.ts.`,
    );
  }
  return caller;
}
