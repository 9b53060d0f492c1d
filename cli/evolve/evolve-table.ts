import { setTimeout as sleep } from "node:timers/promises";
import { UpdateTableCommand } from "@aws-sdk/client-glue";
import { UserError } from "../../errors/user-error";
import type { IcebergField } from "../../local/iceberg/metadata/iceberg-type";
import { typeJson } from "../../local/iceberg/metadata/schema-json";
import type { Target } from "../target/target";
import { readDeployedSchema } from "./deployed-schema";
import type { DeployedSchema } from "./deployed-schema";
import { planEvolution } from "./plan-evolution";
import type { Evolution, IcebergLock } from "./plan-evolution";

/** Firehose commits once a buffer, so that even a second attempt rarely meets another commit. */
const ATTEMPTS = 5;
const PAUSE_MS = 100;

/**
 * What the table of a dataset lacks of its lock.
 *
 * @returns undefined if there is no such table
 * @throws UserError if its schema is not of the lock's history
 */
export async function readEvolution(
  target: Target,
  lock: IcebergLock,
): Promise<(Evolution & { readonly schema: DeployedSchema }) | undefined> {
  const schema = await readDeployedSchema(target);
  if (schema === undefined) return undefined;
  return { ...planEvolution(tableOf(target), schema, lock, target.dataset), schema };
}

/**
 * Gives the table of a dataset the schema of its lock, as a commit to the version that was read: when others were faster,
 * it is read again.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_IcebergTableUpdate.html
 * @throws UserError if others change the table all the time, or Glue does not change the table's metadata
 */
export async function evolveTable(target: Target, lock: IcebergLock): Promise<void> {
  let isUpdated = false;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const due = await readEvolution(target, lock);
    if (due === undefined || due.changes.length === 0) return;
    if (isUpdated) {
      if (due.changes.every(({ kind }) => kind === "described")) return;
      throw new UserError(
        `Glue has accepted the schema of ${tableOf(target)}, but the table's metadata does not have it: ${due.changes.map(({ change }) => change).join("; ")}.`,
        "Look at the table's versions in the Data Catalog, and run the command again.",
      );
    }
    isUpdated = await update(target, due.schema, due.fields);
    if (!isUpdated) await sleep(PAUSE_MS * attempt);
  }
  if ((await readEvolution(target, lock))?.changes.length === 0) return;
  throw new UserError(
    `Others changed the table ${tableOf(target)} during each of ${ATTEMPTS} attempts.`,
    "Run the command again.",
  );
}

/** Name of a dataset's table, for messages. */
export function tableOf({ names }: Target): string {
  return `${names.database}.${names.table}`;
}

/** @returns false if the table is no longer as it was read */
async function update(
  { clients, names }: Target,
  { versionId, location }: DeployedSchema,
  fields: readonly IcebergField[],
): Promise<boolean> {
  const Fields = fields.map(({ id, name, type, required, doc }) => ({
    ...{ Id: id, Name: name, Type: typeJson(type), Required: required },
    ...(doc === undefined ? {} : { Doc: doc }),
  }));
  const Updates = [{ Schema: { Type: "struct" as const, Fields }, Location: location }];
  try {
    await clients.glue.send(
      new UpdateTableCommand({
        ...{ DatabaseName: names.database, Name: names.table, VersionId: versionId },
        UpdateOpenTableFormatInput: {
          UpdateIcebergInput: { UpdateIcebergTableInput: { Updates } },
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConcurrentModificationException") return false;
    throw error;
  }
}
