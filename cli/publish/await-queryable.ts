import { UserError } from "../../errors/user-error";
import { errorOutputOf } from "../delivery/error-output";
import { registerPartitions } from "../delivery/register-partitions";
import { waitForDelivery } from "../delivery/wait-for-delivery";
import type { Target } from "../target/target";
import { countOf } from "../terminal/count-of";
import type { Output } from "../terminal/output";

/** What `lake publish --wait` awaited. */
export interface QueryableRecords {
  /** When the stream last began to receive records after a pause, in ISO 8601; what follows is counted from then on. */
  readonly since: string;
  /** Rows that Firehose delivered: those of this publish, and any that were sent with them. */
  readonly rows: number;
  /** Records that it could not convert. */
  readonly failed: number;
  /** Whether the crawler ran, since a partition was new. */
  readonly crawled: boolean;
}

/**
 * Waits until everything that was published is delivered, and its partitions are registered.
 *
 * @throws UserError if Firehose does not deliver it, or the crawl failed
 */
export async function awaitQueryable(output: Output, target: Target): Promise<QueryableRecords> {
  const delivered = await output.step("Wait for Firehose to deliver what was published", (detail) =>
    waitForDelivery(target, detail),
  );
  const nothing = { rows: 0, failed: 0, folders: [], since: new Date() };
  const { rows, failed, folders, since } = delivered ?? nothing;
  const crawled = await output.step("Register new partitions", () =>
    registerPartitions(target, folders),
  );
  return { since: since.toISOString(), rows, failed, crawled };
}

/** What is wrong if records are not in the table, since they could not be converted. */
export function unconverted({ failed }: QueryableRecords, target: Target): UserError | undefined {
  if (failed === 0) return undefined;
  const { environment, dataset, names } = target;
  const { bucket, prefix } = errorOutputOf(target);
  const place =
    dataset.storage === "iceberg" ? `s3://${bucket}/${prefix}` : `the table ${names.errorTable}`;
  return new UserError(
    `${countOf(failed, "record")} could not be converted, and ${failed === 1 ? "is" : "are"} in ${place}.`,
    `The reasons: npx lake status --env ${environment.name} --dataset ${dataset.name}`,
  );
}
