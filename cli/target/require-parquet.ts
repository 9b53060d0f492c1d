import { UserError } from "../../errors/user-error";
import type { Dataset } from "../../model/dataset/dataset";

/**
 * Refuses what knows the conversion to Parquet only.
 *
 * @param what the subject of the sentence
 * @param advice what to do instead
 * @throws UserError for a dataset whose table is an Iceberg table
 */
export function requireParquet({ name, storage }: Dataset, what: string, advice: string): void {
  if (storage !== "iceberg") return;
  throw new UserError(
    `${what} knows the conversion of Firehose to Parquet only; ${name} has an Iceberg table.`,
    advice,
  );
}
