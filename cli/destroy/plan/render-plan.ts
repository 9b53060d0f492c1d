import { destroySwitch } from "../../../model/environment/destroy-switch";
import { byteCount } from "../../terminal/byte-count";
import { countOf } from "../../terminal/count-of";
import { renderTable } from "../../terminal/layout/render-table";
import type { BucketContents } from "../buckets/bucket-contents";
import type { DestroyPlan } from "./destroy-plan";

/** A plan for people, before anything is destroyed. */
export function renderPlan(plan: DestroyPlan): string {
  const { environment, accountId, region, resources, lost, unmanagedTables, keys } = plan;
  const total = Object.values(resources).reduce((sum, count) => sum + count, 0);
  return [
    total === 0
      ? `There is nothing to destroy: ${environment} has no resources in account ${accountId}.`
      : `To be destroyed: ${countOf(total, "resource")} of ${environment}, in account ${accountId}, ${region}.`,
    ...(plan.buckets.length === 0 ? [] : [renderBuckets(plan.buckets)]),
    ...(lost.length === 0 ? [] : ["Lost:", ...lost.map((each) => `  ${each}`)]),
    ...(unmanagedTables.length === 0
      ? []
      : [`Lost with the database, and not made by Terraform: ${unmanagedTables.join(", ")}`]),
    ...(keys.length === 0
      ? []
      : [
          "Scheduled for deletion, which can be cancelled in the meantime:",
          ...keys.map(
            ({ address, keyId, waitingDays }) =>
              `  ${address} (${keyId}), in ${countOf(waitingDays, "day")}`,
          ),
        ]),
    ...(plan.missingKeys.length === 0
      ? []
      : ["Missing:", ...plan.missingKeys.map(({ problem, fix }) => `  ${problem} ${fix}`)]),
  ].join("\n");
}

/** The plan of a dry run, which ends with how it is carried out. */
export function renderDryRun(plan: DestroyPlan): string {
  const { environment, resources, buckets, missingKeys } = plan;
  if (Object.keys(resources).length === 0) return renderPlan(plan);
  const isFilled = buckets.some(
    ({ versions, deleteMarkers, uploads }) => versions + deleteMarkers + uploads > 0,
  );
  const needsSwitch = missingKeys.some(({ key }) => key === "switch");
  const command = [
    ...(needsSwitch ? [`${destroySwitch}=${environment}`] : []),
    `npx lake destroy --env ${environment}`,
    ...(isFilled ? ["--empty-buckets"] : []),
  ].join(" ");
  const needsPolicy = missingKeys.some(({ key }) => key === "removalPolicy");
  return [
    renderPlan(plan),
    "Nothing was destroyed: this was a dry run.",
    `To destroy all of this${needsPolicy ? `, after ${environment} has removalPolicy: "destroy"` : ""}: ${command}`,
  ].join("\n");
}

/** What buckets hold, as a table. */
export function renderBuckets(buckets: readonly BucketContents[]): string {
  const locked = buckets.flatMap(({ bucket, objectLock }) =>
    objectLock === undefined ? [] : [`${bucket} has an object lock: ${objectLock}.`],
  );
  const table = renderTable(
    ["bucket", "versions", "delete markers", "uploads", "size"],
    buckets.map(({ bucket, versions, deleteMarkers, uploads, bytes }) => [
      bucket,
      versions,
      deleteMarkers,
      uploads,
      byteCount(bytes),
    ]),
  );
  return [table, ...locked].join("\n");
}
