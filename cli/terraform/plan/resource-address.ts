/** The key of an instance; a text may contain dots, brackets and escaped quotes. */
const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;
const EVERY_KEY = new RegExp(KEY, "g");
const LAST_KEY = new RegExp(`${KEY}$`);
const MODULE = new RegExp(String.raw`^(?:module\.[^.[]+(?:${KEY})?\.)*`);

/** An address without the keys of instances, as the configuration has it: `module.a.aws_s3_bucket.b`. */
export function withoutKeys(address: string): string {
  return address.replace(EVERY_KEY, "");
}

/** The address of a resource without the key of its own instance; modules keep theirs. */
export function withoutLastKey(address: string): string {
  return address.replace(LAST_KEY, "");
}

/** The modules of an address with a dot at the end; empty for the root module. */
export function moduleOf(address: string): string {
  return MODULE.exec(address)?.[0] ?? "";
}
