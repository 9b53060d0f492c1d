import type { AwsClients } from "../../aws-clients";
import type { CommitTarget } from "./commit-worker";

/** A request's target, as the caller whose clients these are. */
export async function commitTargetOf(
  { glue }: AwsClients,
  place: Pick<CommitTarget, "endpointUrl" | "region">,
  { databaseName, tableName }: CommitTarget["table"],
): Promise<CommitTarget> {
  const { accessKeyId, secretAccessKey, sessionToken } = await glue.config.credentials();
  return {
    ...place,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    table: { databaseName, tableName },
  };
}
