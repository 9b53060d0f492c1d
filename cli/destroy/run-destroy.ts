import { DeleteWorkGroupCommand } from "@aws-sdk/client-athena";
import type { AthenaClient } from "@aws-sdk/client-athena";
import { UserError } from "../../errors/user-error";
import type { AwsClients } from "../../local/aws-clients";
import type { Detail, Output } from "../terminal/output";
import { byteCount } from "../terminal/byte-count";
import { countOf } from "../terminal/count-of";
import { TerraformError } from "../terraform/run-terraform";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import { countBuckets, isEmpty } from "./buckets/bucket-contents";
import type { BucketContents } from "./buckets/bucket-contents";
import { emptyBucket } from "./buckets/empty-bucket";
import { workGroupsOf, writerAddresses } from "./plan/destroy-order";

/** What is destroyed, and with what. */
export interface DestroyRun {
  readonly environment: string;
  readonly accountId: string;
  readonly resources: readonly TerraformResource[];
  /** As counted before, in the order in which they are emptied. */
  readonly buckets: readonly BucketContents[];
  readonly emptyBuckets: boolean;
  readonly clients: Pick<AwsClients, "s3" | "athena">;
  /**
   * Destroys by Terraform.
   *
   * @param targets addresses, with what depends on them. @default - everything
   */
  readonly terraformDestroy: (detail: Detail, targets?: readonly string[]) => Promise<void>;
}

/** What a run destroyed. */
export interface DestroyedResources {
  /** All that were in the state when it began, whoever destroyed them: Terraform, or this command by a call. */
  readonly resources: number;
  /** What it deleted from buckets, if it was told to. */
  readonly emptied: readonly BucketContents[];
}

/** S3 delivers access logs late, within hours at worst: a bucket that was just emptied may hold one again. */
const ATTEMPTS = 3;

/**
 * Destroys an environment: first what writes into the buckets, or delivery would fill them again; then what the buckets
 * hold, if told to; then everything else.
 *
 * @throws UserError if a bucket holds data and is not to be emptied, or with Terraform's own diagnostics
 */
export async function runDestroy(output: Output, run: DestroyRun): Promise<DestroyedResources> {
  const { resources, emptyBuckets, clients, terraformDestroy } = run;
  const writers = writerAddresses(resources);
  if (writers.length > 0) {
    await output.step("Stop what writes into the buckets", (detail) =>
      terraformDestroy(detail, writers),
    );
  }
  const workGroups = workGroupsOf(resources);
  if (workGroups.length > 0) {
    await output.step("Delete the workgroup and its history of queries", async () => {
      for (const name of workGroups) await deleteWorkGroup(clients.athena, name);
    });
  }
  const emptied: BucketContents[] = [];
  for (let attempt = 1; ; attempt += 1) {
    if (emptyBuckets) emptied.push(...(await emptyAll(output, run)));
    else await requireEmpty(output, run);
    try {
      await output.step("Destroy everything else", (detail) => terraformDestroy(detail));
      return { resources: resources.length, emptied: sumByBucket(emptied) };
    } catch (error) {
      if (!emptyBuckets || !isRefilled(error) || attempt === ATTEMPTS) throw error;
      output.note("A bucket was written to after it was emptied, for example by late access logs.");
    }
  }
}

async function emptyAll(output: Output, run: DestroyRun): Promise<BucketContents[]> {
  const { s3 } = run.clients;
  const emptied: BucketContents[] = [];
  for (const { bucket, versions, deleteMarkers } of run.buckets) {
    const own = { bucket, accountId: run.accountId };
    emptied.push(
      await output.step(`Empty ${bucket}`, (detail) =>
        emptyBucket(s3, own, versions + deleteMarkers, detail),
      ),
    );
  }
  return emptied;
}

/**
 * Counts again: what wrote into the buckets may have done so until it was destroyed. What comes in after this is deleted
 * with its bucket, since Terraform's state has `force_destroy`: docs/deploy/destroying.md says so.
 */
async function requireEmpty(output: Output, run: DestroyRun): Promise<void> {
  const { clients, accountId } = run;
  const buckets = run.buckets.map(({ bucket }) => bucket);
  const found = await output.step("Check that the buckets are empty", (detail) =>
    countBuckets(clients.s3, accountId, buckets, detail),
  );
  rejectFilled(run.environment, found, "What writes into them is destroyed, and nothing else.");
}

/**
 * Rejects buckets with data that nobody has asked to delete.
 *
 * @param done what was destroyed until now
 * @throws UserError with what each of them holds
 */
export function rejectFilled(
  environment: string,
  buckets: readonly BucketContents[],
  done: string,
): void {
  const filled = buckets.filter((each) => !isEmpty(each));
  if (filled.length === 0) return;
  throw new UserError(
    [
      `The buckets of ${environment} hold data. ${done}`,
      ...filled.map(({ bucket, ...holds }) => `  ${bucket}: ${describe(holds)}`),
    ],
    "To delete all of it: --empty-buckets. To keep it, copy it to a bucket of another environment first.",
  );
}

function describe(holds: Omit<BucketContents, "bucket">): string {
  const { versions, deleteMarkers, uploads, bytes } = holds;
  return [
    `${countOf(versions, "version")} (${byteCount(bytes)})`,
    countOf(deleteMarkers, "delete marker"),
    countOf(uploads, "upload"),
  ].join(", ");
}

/**
 * Terraform deletes a workgroup with a history only if an apply had told its state to.
 *
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html
 */
async function deleteWorkGroup(athena: AthenaClient, name: string): Promise<void> {
  try {
    await athena.send(new DeleteWorkGroupCommand({ WorkGroup: name, RecursiveDeleteOption: true }));
  } catch (error) {
    // An interrupted run has deleted it already.
    if (!(error instanceof Error && /not found|does not exist/i.test(error.message))) throw error;
  }
}

function isRefilled(error: unknown): boolean {
  return (
    error instanceof TerraformError &&
    error.diagnostics.some((each) => each.includes("BucketNotEmpty"))
  );
}

function sumByBucket(all: readonly BucketContents[]): BucketContents[] {
  const sums = new Map<string, BucketContents>();
  for (const each of all) {
    const { bucket } = each;
    const before = sums.get(bucket) ?? {
      ...each,
      versions: 0,
      deleteMarkers: 0,
      bytes: 0,
      uploads: 0,
    };
    sums.set(bucket, {
      ...before,
      versions: before.versions + each.versions,
      deleteMarkers: before.deleteMarkers + each.deleteMarkers,
      bytes: before.bytes + each.bytes,
      uploads: before.uploads + each.uploads,
    });
  }
  return [...sums.values()];
}
