/** What a value on the command line names, and so how it can be completed. */
export type ValueKind = "environment" | "dataset" | "snapshot" | "file" | "folder";

/**
 * Kinds by the placeholder in the flags of an option, and the name of an argument: `--env <environment>`. Each command says
 * with them what it takes, for its help and for shells.
 */
const kinds: Readonly<Record<string, ValueKind>> = {
  environment: "environment",
  dataset: "dataset",
  snapshot: "snapshot",
  file: "file",
  "file-or-name": "file",
  folder: "folder",
};

/** @param placeholder without its brackets */
export function kindOf(placeholder: string): ValueKind | undefined {
  return kinds[placeholder];
}

/** The placeholder in the flags of an option; undefined for one that takes no value. */
export function placeholderOf(flags: string): string | undefined {
  return /[<[]([^\]>]+)[\]>]/.exec(flags)?.[1];
}
