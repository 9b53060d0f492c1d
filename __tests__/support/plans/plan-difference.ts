import { diffLinesUnified } from "jest-diff";
import { planBlocks } from "./plan-text";
import type { SynthesizedStack } from "./synth";

/** Differences between the plans of two stacks: removed blocks, added blocks, and the different lines of others. */
export function planDifference(base: SynthesizedStack, stack: SynthesizedStack): string {
  const before = planBlocks(base);
  const after = planBlocks(stack);
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap((address) => {
      const [old, now] = [before.get(address), after.get(address)];
      if (old === now) return [];
      if (now === undefined) return `- ${address}`;
      if (old === undefined) return `+ ${address}\n${now}`;
      return `~ ${address}\n${lineDifference(old, now)}`;
    })
    .join("\n\n");
}

const asItIs = (line: string) => line;

function lineDifference(before: string, after: string): string {
  return diffLinesUnified(before.split("\n"), after.split("\n"), {
    contextLines: 1,
    expand: false,
    omitAnnotationLines: true,
    patchColor: () => "",
    aColor: asItIs,
    bColor: asItIs,
    changeColor: asItIs,
    commonColor: asItIs,
  });
}
