import { ledgerRetentionDays } from "../../model/environment/ledger-retention";
import type { ResolvedEnvironment } from "../../model/environment/resolved-environment";
import type { DataLakeBucketProps } from "../../modules/data-storage/data-lake-bucket";

/** Lifecycle properties of the lake bucket of an environment. */
export function lakeLifecycleProps({
  rawRetentionDays,
  lakeLifecycle,
  stream,
}: ResolvedEnvironment): Pick<DataLakeBucketProps, "lifecycle" | "ledgersExpireAfterDays"> {
  const ledgersExpireAfterDays = ledgerRetentionDays({
    errorsExpireAfterDays: lakeLifecycle.errorsExpireAfterDays,
    rawRetentionDays,
    streamRetentionHours: stream.retentionHours,
  });
  return { lifecycle: lakeLifecycle, ledgersExpireAfterDays };
}
