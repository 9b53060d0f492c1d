import { isRecord } from "../../../../errors/is-record";

/** A rule of a repository's lifecycle policy. */
interface ImageExpiry {
  /** What it selects, without the number. */
  readonly selection: string;
  /** Days, or images that are kept. */
  readonly number: number;
  readonly unit: string;
}

/** Rules of a policy; undefined for one that can't be read. */
export function imageExpiriesOf(policy: unknown): ImageExpiry[] | undefined {
  if (typeof policy !== "string" || policy === "") return [];
  try {
    const document: unknown = JSON.parse(policy);
    const rules: unknown = isRecord(document) ? document.rules : undefined;
    return Array.isArray(rules) ? rules.filter(isRecord).map(imageExpiry) : undefined;
  } catch {
    return undefined;
  }
}

/** What expires after a change that did not before, as predicates. */
export function newImageExpiries(
  before: readonly ImageExpiry[] | undefined,
  after: readonly ImageExpiry[] | undefined,
): string[] {
  if (after === undefined || before === undefined) return ["has a policy that can't be read"];
  return after
    .filter(
      (each) =>
        !before.some((was) => was.selection === each.selection && was.number <= each.number),
    )
    .map(({ number, unit }) =>
      unit === "days" ? `now expires images after ${number} days` : `now keeps ${number} images`,
    );
}

function imageExpiry({ selection }: Readonly<Record<string, unknown>>): ImageExpiry {
  const { countNumber, ...rest } = isRecord(selection) ? selection : {};
  return {
    selection: JSON.stringify(Object.entries(rest).sort(([a], [b]) => a.localeCompare(b))),
    number: Number(countNumber),
    unit: rest.countType === "imageCountMoreThan" ? "images" : "days",
  };
}
