import { isRecord } from "../../errors/is-record";
import { nearestName } from "../../errors/nearest-name";
import type { ConfigViolation } from "./config-violation";

/** Names of the properties of a type, of all its variants if it is a union. */
type NameOf<Type> = Type extends unknown ? keyof Type & string : never;

/** Characters of a name that are compared; a longer one is no typing error. */
const COMPARED_CHARACTERS = 60;

/** Names of all properties of a type; the compiler compares them with it. */
export function propertiesOf<Type>(names: Readonly<Record<NameOf<Type>, true>>): readonly string[] {
  return Object.keys(names);
}

/**
 * Rejects properties that an object must not have, which would be ignored in silence.
 *
 * @param fix where to correct them
 */
export function rejectUnknownProperties(
  path: string,
  value: unknown,
  known: readonly string[],
  fix: string,
): ConfigViolation[] {
  if (!isRecord(value)) return [];
  return Object.keys(value)
    .filter((name) => value[name] !== undefined && !known.includes(name))
    .map((name) => {
      const nearest = name.length > COMPARED_CHARACTERS ? undefined : nearestName(name, known);
      return {
        path: `${path}.${name}`,
        problem: "is not a property",
        received: value[name],
        expected: nearest ?? `one of ${known.join(", ")}`,
        fix: nearest === undefined ? fix : `Did you mean ${nearest}? ${fix}`,
      };
    });
}
