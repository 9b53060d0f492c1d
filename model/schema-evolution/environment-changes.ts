import type { PartitionKeyChange } from "./partition-key-changes";
import type { SchemaChangeKind } from "./schema-change-rules";
import type { PublishedSchema } from "./schema-lock";

const SINCE = / since (\d{4}-\d\d-\d\d)$/;

/**
 * The partitions with which a dataset was published in an environment; `undefined` for an environment that was not.
 * A lock without environments is older than projection by dates: every environment had its keys.
 */
export function publishedPartitions(
  { environments, partitionKeys }: PublishedSchema,
  environment: string,
): string | undefined {
  if (environments !== undefined) return environments[environment];
  return Object.entries(partitionKeys)
    .filter(([, key]) => typeof key === "string")
    .map(([name]) => name)
    .join(", ");
}

/** Changes of how environments partition a table by time; none where the declared schema has no environments. */
export function compareEnvironments(
  published: PublishedSchema,
  declared: PublishedSchema,
): PartitionKeyChange[] {
  if (declared.environments === undefined) return [];
  const follows = (schema: PublishedSchema, text: string) =>
    text === publishedPartitions({ ...schema, environments: undefined }, "");
  const current = Object.entries(declared.environments).flatMap(
    ([name, is]): PartitionKeyChange[] => {
      const path = `environments.${name}`;
      const was = publishedPartitions(published, name);
      if (was === undefined) {
        return [{ kind: "environment-added", path, what: `was added with partitions by ${is}` }];
      }
      // What follows the keys of the dataset is reported as their change.
      if (was === is || (follows(published, was) && follows(declared, is))) return [];
      const what = `has its partitions changed from ${was} to ${is}`;
      return [{ kind: changeKind(was, is), path, what }];
    },
  );
  const removed = Object.keys(published.environments ?? {})
    .filter((name) => declared.environments?.[name] === undefined)
    .map((name): PartitionKeyChange => ({
      kind: "environment-removed",
      path: `environments.${name}`,
      what: "was removed",
    }));
  return [...current, ...removed];
}

function changeKind(was: string, is: string): SchemaChangeKind {
  if (was.replace(SINCE, "") !== is.replace(SINCE, "")) return "environment-keys-changed";
  const [before, after] = [SINCE.exec(was)?.[1], SINCE.exec(is)?.[1]];
  // Without a day, everything that has not expired is found.
  const wider = after === undefined || (before !== undefined && after < before);
  return wider ? "projection-widened" : "projection-narrowed";
}
