import { isScalar, isSeq, parseAllDocuments, visit } from "yaml";
import type { Pair, Scalar, YAMLSeq } from "yaml";
import { applyEdits, editRange } from "./edits";
import type { Edit } from "./edits";
import { renameProse } from "./tool-names";
import type { NodeMinimum } from "./tool-names";

/** Moves the texts of a YAML file, such as the steps of a workflow, and the versions of Node.js that a workflow names. */
export function moveYaml(text: string, minimum: NodeMinimum): string {
  const edits: Edit[] = [];
  const major = majorOf(minimum.to);
  for (const document of parseAllDocuments(text)) {
    for (const { message } of document.errors) throw new Error(message);
    visit(document, {
      Pair: (_, pair) => {
        const found = nodeEdits(text, pair, major);
        if (found === undefined) return undefined;
        edits.push(...found);
        return visit.SKIP;
      },
      Scalar: (_, node) => {
        const range = rangeOf(node);
        edits.push(...editRange(text, range, (before) => renameProse(before, minimum)));
      },
    });
  }
  return applyEdits(text, edits);
}

/** Edits of a container, a version or a matrix of versions of Node.js; undefined for other entries. */
function nodeEdits(text: string, { key, value }: Pair, major: number): Edit[] | undefined {
  if (!isScalar(key) || typeof key.value !== "string") return undefined;
  if (/^(?:container|image)$/.test(key.value) && isScalar(value)) {
    return editRange(text, rangeOf(value), (image) =>
      image.replace(/(?<=(?:^|["'])node:)\d+/, (found) => String(Math.max(Number(found), major))),
    );
  }
  if (!/^node(?:-version)?$/.test(key.value)) return undefined;
  if (isSeq(value)) return tooOld(value, major);
  if (!isScalar(value) || !isVersion(value)) return undefined;
  return majorOf(String(value.value)) < major
    ? editRange(text, rangeOf(value), (before) => before.replace(/\d[\d.]*/, String(major)))
    : [];
}

/** Removes the versions below the minimum from a list. */
function tooOld({ items, flow }: YAMLSeq, major: number): Edit[] {
  return items.flatMap((item, at) => {
    if (!isScalar(item) || !isVersion(item) || majorOf(String(item.value)) >= major) return [];
    const next = items[at + 1];
    // The last of a list has no other one to begin with; a list of old versions only stays as it is.
    if (flow !== true || !isScalar(next)) return [];
    return [{ start: rangeOf(item)[0], end: rangeOf(next)[0], to: "" }];
  });
}

function isVersion({ value }: Scalar): boolean {
  return /^\d+(?:\.\d+)*$/.test(String(value));
}

function majorOf(version: string): number {
  return Number(version.split(".")[0]);
}

function rangeOf({ range }: Scalar): readonly [number, number] {
  // Every node of a parsed document has a range.
  const [start, end] = range as [number, number, number];
  return [start, end];
}
