import type { ColumnNotes, ColumnType } from "../../../model/dataset/column-type";
import { personalReason } from "./personal/personal-reason";
import type { FieldLocation, InferredType } from "./inferred-field";
import type { Observation } from "./observation";

/** Strings with few distinct values that repeat are the values of a list, and become examples. */
const LIST = { values: 8, timesEach: 2, characters: 60, shown: 5 };

/** Marks a type as personal, or adds examples; the fields of a struct have their own. */
export function annotateType(
  inferred: InferredType,
  observation: Observation,
  location: FieldLocation,
): InferredType {
  if (inferred.type.kind === "struct") return inferred;
  const reason = personalReason(location, observation);
  if (reason === undefined) return withExamples(inferred, observation);
  return {
    ...inferred,
    type: withNotes(inferred.type, { personal: true }),
    reviewNotes: [...inferred.reviewNotes, reason],
  };
}

function withExamples(inferred: InferredType, { texts, values }: Observation): InferredType {
  const examples = [...texts.keys()];
  const isList =
    inferred.type.kind === "string" &&
    values >= examples.length * LIST.timesEach &&
    examples.length > 0 &&
    examples.length <= LIST.values &&
    examples.every((text) => text !== "" && text.length <= LIST.characters);
  if (!isList) return inferred;
  return {
    ...inferred,
    type: withNotes(inferred.type, { examples: examples.slice(0, LIST.shown) }),
  };
}

function withNotes<Type extends ColumnType>(type: Type, notes: ColumnNotes<string>): Type {
  return { ...type, notes: { ...type.notes, ...notes } };
}
