import { partitionKeys } from "../glue-catalog/partition-keys";

/**
 * Folders of an hour in Hive's form. `yyyy` and never `YYYY`: that is the year of the week, by which the last days of
 * December belong to the next year.
 */
export const hourFolders = partitionKeys
  .map(({ name, pattern }) => `${name}=!{timestamp:${pattern}}/`)
  .join("");

/** Prefix of delivered objects in a folder that ends in a slash. */
export function deliveredPrefix(folder: string): string {
  return `${folder}${hourFolders}`;
}

/** Prefix of error objects in a folder that ends in a slash. */
export function errorPrefix(folder: string): string {
  return `${folder}!{firehose:error-output-type}/${hourFolders}`;
}
