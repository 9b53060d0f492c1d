import { randomNumbers } from "../random/random-numbers";
import { checkInput } from "../../../local/api-models/check-input";
import { decodeCall, encodeCall } from "./decode-call";
import type { DecodedCall } from "./decode-call";
import { Mutations, mutationKinds } from "./mutate-input";
import type { Mutation, MutationKind } from "./mutate-input";
import type { ServiceModel } from "../../../local/api-models/service-model";
import type { PublishedModels } from "../../../local/api-models/published-models";

/** Results of the mutations of a kind. */
export interface KindCount {
  readonly made: number;
  readonly caught: number;
  /** Number of values without a mutation of the kind, by reason. */
  readonly impossible: Readonly<Record<string, number>>;
}

/** Results of all mutations. */
export interface MutationRun {
  readonly counts: Readonly<Record<MutationKind, KindCount>>;
  /** Mutations that the check did not report. */
  readonly missed: readonly string[];
}

/**
 * Mutates recorded requests, each value of each operation once by each kind; encodes and decodes them in their protocol,
 * and checks them against the models.
 */
export function mutateCalls(
  models: PublishedModels,
  calls: readonly DecodedCall[],
  seed: number,
): MutationRun {
  const random = randomNumbers(seed);
  const seen = new Set<string>();
  const missed: string[] = [];
  const counts = new Map(
    mutationKinds.map((kind) => [
      kind,
      { made: 0, caught: 0, impossible: new Map<string, number>() },
    ]),
  );
  for (const call of shuffled(calls, random)) {
    const model = models.of(call.service);
    for (const mutation of Mutations.of(model, call, random)) {
      const { kind, path } = mutation;
      const name = `${call.service}:${call.operation} ${path}: ${kind}`;
      const count = counts.get(kind);
      if (count === undefined || seen.has(name)) continue;
      seen.add(name);
      if (mutation.impossible !== undefined) {
        count.impossible.set(
          mutation.impossible,
          (count.impossible.get(mutation.impossible) ?? 0) + 1,
        );
        continue;
      }
      count.made += 1;
      if (isCaught(model, mutation)) count.caught += 1;
      else missed.push(name);
    }
  }
  return {
    missed,
    // It has one entry for each kind.
    counts: Object.fromEntries(
      [...counts].map(([kind, { made, caught, impossible }]) => [
        kind,
        { made, caught, impossible: Object.fromEntries(impossible) },
      ]),
    ) as MutationRun["counts"],
  };
}

/** The results as a readable text, one kind on each line. */
export function describeRun({ counts }: MutationRun): string {
  return mutationKinds
    .map((kind) => {
      const { made, caught, impossible } = counts[kind];
      const share = made === 0 ? "none made" : `${((100 * caught) / made).toFixed(1)} %`;
      const others = Object.entries(impossible).map(([why, count]) => `; ${count} not: ${why}`);
      return `${kind}: ${caught} of ${made} caught (${share})${others.join("")}\n`;
    })
    .join("");
}

function isCaught(
  model: ServiceModel,
  { call, path, breaks }: Extract<Mutation, { readonly impossible?: undefined }>,
): boolean {
  const received = decodeCall(model, encodeCall(model, call));
  return (
    received.operation === call.operation &&
    checkInput(model, received).some(
      // A text instead of a flattened XML list is read as its only item.
      (found) => breaks.includes(found.rule) && [path, `${path}[]`].includes(found.path),
    )
  );
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
