import { UserError } from "../../../errors/user-error";
import type { Dataset } from "../../../model/dataset/dataset";
import { countOf } from "../../terminal/count-of";
import { columnLabel } from "../column-label";
import { filledShare, isGoodFit, targetFit } from "./target-fit";
import type { TargetFit } from "./target-fit";

/** What differs in a command that is proposed instead. */
export interface OtherTarget {
  readonly dataset?: string;
  readonly jq?: string;
  readonly force?: true;
}

/** Where else events may belong, and how to send them there. */
export interface WrongTargetProps {
  /** All datasets, among which a better one is looked for. */
  readonly known: readonly Dataset[];
  /** The events of the same file as another dataset reads them; rejects with a UserError if it can't. */
  readonly readFor: (dataset: Dataset) => Promise<readonly unknown[]>;
  /** Renders the command with another target. */
  readonly retry: (change: OtherTarget) => string;
}

/**
 * Rejects events that leave more than half of a dataset's columns null: they belong to another dataset, or are not the
 * events but a document around them.
 *
 * @throws UserError with the numbers, and the dataset that fits better if there is one
 */
export async function rejectWrongTarget(
  events: ReadonlyMap<number, unknown>,
  dataset: Dataset,
  props: WrongTargetProps,
): Promise<void> {
  const fit = targetFit(events.values(), dataset);
  if (isGoodFit(fit)) return;
  throw new UserError(
    `The events give a value to ${fit.filled} of the ${countOf(fit.columns, "column")} of ${dataset.name} (${columnNames(dataset)}); the others would be null. Nothing was sent.`,
    [
      await adviceOnTarget(dataset, fit, props),
      `To send them anyway: ${props.retry({ force: true })}`,
    ],
  );
}

/**
 * Explains why a dataset's stored selection finds no events in a file: they belong to another dataset, or the file has
 * nothing but events.
 *
 * @param problem of the selection
 * @param events of the file without the selection
 */
export async function explainSelection(
  problem: UserError,
  events: readonly unknown[],
  dataset: Dataset,
  props: WrongTargetProps,
): Promise<UserError> {
  const fit = targetFit(events, dataset);
  const advice = isGoodFit(fit)
    ? `The file has nothing but events of ${dataset.name}: ${props.retry({ jq: "." })}`
    : await adviceOnTarget(dataset, fit, props);
  return new UserError(
    // jq's own messages have no full stop.
    `${problem.message.replace(/\.?$/, ".")} That is the selection of ${dataset.name}; without it, the events give a value to ${fit.filled} of its ${countOf(fit.columns, "column")}. Nothing was sent.`,
    advice,
  );
}

async function adviceOnTarget(
  dataset: Dataset,
  fit: TargetFit,
  { known, readFor, retry }: WrongTargetProps,
): Promise<string> {
  const better = await findBetter(
    known.filter(({ name }) => name !== dataset.name),
    fit,
    readFor,
  );
  return better === undefined
    ? `No dataset fits better. If they are inside of a document, select them with --jq, for example '.features[]'; for new events: npx lake dataset add NAME --from FILE.`
    : `Dataset ${better.name} gets ${better.fit.filled} of its ${countOf(better.fit.columns, "column")}: ${retry({ dataset: better.name })}`;
}

function columnNames({ columns }: Dataset): string {
  return Object.entries(columns)
    .map(([name, type]) => columnLabel(name, type))
    .join(", ");
}

interface Candidate {
  readonly name: string;
  readonly fit: TargetFit;
}

/** The dataset that fits best of those that fit well and better; each reads the file by its own selection. */
async function findBetter(
  others: readonly Dataset[],
  fit: TargetFit,
  readFor: WrongTargetProps["readFor"],
): Promise<Candidate | undefined> {
  const candidates: Candidate[] = [];
  for (const other of others) {
    const events = await readFor(other).catch((error: unknown) => {
      if (error instanceof UserError) return [];
      throw error;
    });
    const found = targetFit(events, other);
    if (isGoodFit(found) && filledShare(found) > filledShare(fit)) {
      candidates.push({ name: other.name, fit: found });
    }
  }
  return candidates.sort((one, other) => filledShare(other.fit) - filledShare(one.fit))[0];
}
