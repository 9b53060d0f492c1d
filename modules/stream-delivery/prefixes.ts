import { partitionKeys } from "../../config/partition-keys";

/** Folders of an hour in Hive's form. */
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
