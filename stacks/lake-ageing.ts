import type { Environment } from "../config/environment";
import { defaultRawRetentionDays } from "../config/lake-lifecycle";
import { ledgerRetentionDays } from "../config/ledger-retention";
import type { DataLakeBucketProps } from "../modules/data-storage/data-lake-bucket";

/** How the objects in an environment's lake bucket age. */
export function lakeAgeing({
  rawRetentionDays,
  lakeLifecycle,
  stream,
}: Environment): Pick<DataLakeBucketProps, "lifecycle" | "ledgersExpireAfterDays"> {
  // An error object holds the whole record: it is forgotten when the raw copy is.
  const lifecycle = {
    errorsExpireAfterDays: rawRetentionDays ?? defaultRawRetentionDays,
    ...lakeLifecycle,
  };
  const ledgersExpireAfterDays = ledgerRetentionDays({
    errorsExpireAfterDays: lifecycle.errorsExpireAfterDays,
    rawRetentionDays,
    streamRetentionHours: stream?.retentionHours,
  });
  return { lifecycle, ledgersExpireAfterDays };
}
