import type { Block, SynthesizedStack } from "./synth";

/**
 * A stack as readable text: one argument on each line, policies expanded, references in Terraform's syntax. Without the backend,
 * since the path of a state file depends on where the tests run.
 */
export function planText(stack: SynthesizedStack): string {
  return [...planBlocks(stack)].map(([address, text]) => `${address}\n${text}`).join("\n\n");
}

/** The text of each block of a stack, by its address. */
export function planBlocks(stack: SynthesizedStack): ReadonlyMap<string, string> {
  const blocks: Readonly<Record<string, Block>> = {
    "provider.aws": stack.provider,
    ...stack.dataSources,
    ...stack.resources,
    ...Object.fromEntries(
      Object.entries(stack.outputs).map(([name, output]) => [`output.${name}`, output]),
    ),
  };
  return new Map(
    Object.entries(blocks).map(([address, block]) => [address, indent(lines(block)).join("\n")]),
  );
}

function lines(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => listItem(lines(open(item))));
  if (typeof value !== "object" || value === null) return String(value).split("\n");
  return Object.entries(value).flatMap(([key, raw]: [string, unknown]) => {
    const item = open(raw);
    if (typeof item === "object" && !isOneScalar(item)) return [`${key}:`, ...indent(lines(item))];
    const [first = "", ...rest] = String(item).split("\n");
    return rest.length === 0 ? [`${key}: ${first}`] : [`${key}:`, ...indent([first, ...rest])];
  });
}

function isOneScalar(value: unknown): boolean {
  return Array.isArray(value) && value.length === 1 && typeof value[0] !== "object";
}

/** Policies are strings of JSON. */
function open(value: unknown): unknown {
  return typeof value === "string" && value.startsWith("{") ? JSON.parse(value) : value;
}

function listItem([first = "", ...rest]: string[]): string[] {
  return [`- ${first}`, ...indent(rest)];
}

function indent(text: readonly string[]): string[] {
  return text.map((line) => `  ${line}`);
}
