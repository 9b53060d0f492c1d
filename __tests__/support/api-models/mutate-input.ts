import { LONGEST_VALUE, breakPattern, resized, wrongType } from "./broken-values";
import type { Rule } from "../../../local/api-models/check-input";
import type { DecodedCall } from "./decode-call";
import type { ServiceModel, Shape, ShapeRef } from "../../../local/api-models/service-model";
import { isFields } from "./forms/wire-value";
import type { Fields } from "./forms/wire-value";

/** Kinds of mutations; each violates one rule. */
export const mutationKinds = [
  "required member dropped",
  "unknown member added",
  "wrong type",
  "below the minimum",
  "above the maximum",
  "pattern broken",
  "value not in the enum",
  "second member of a union",
] as const;

/** One of {@link mutationKinds}. */
export type MutationKind = (typeof mutationKinds)[number];

/** A request that AWS would reject, or the reason why there is none of a kind. */
export type Mutation = {
  readonly kind: MutationKind;
  /** Path of the changed value, as in a finding. */
  readonly path: string;
} & (
  | {
      readonly call: DecodedCall;
      readonly breaks: readonly Rule[];
      readonly impossible?: undefined;
    }
  | { readonly impossible: string }
);

/** Generates invalid requests from a valid one, each with one violation, for every value and every rule of the model. */
export class Mutations {
  private readonly made: Mutation[] = [];
  private readonly isJson: boolean;

  private constructor(
    private readonly model: ServiceModel,
    private readonly call: DecodedCall,
    private readonly random: () => number,
  ) {
    this.isJson = model.hasJsonProtocol || model.otherProtocol === "rest-json";
  }

  /** @param random selects the character that violates a pattern, and its position */
  static of(model: ServiceModel, call: DecodedCall, random: () => number): readonly Mutation[] {
    const mutations = new Mutations(model, call, random);
    const ref = model.operation(call.operation).input;
    if (ref !== undefined) mutations.walk(ref, call.input, [], "");
    return mutations.made;
  }

  private walk(ref: ShapeRef, value: unknown, keys: readonly Key[], path: string): void {
    const shape = this.model.shape(ref);
    if (shape.document === true) return;
    // Members in the path, the query string or headers are text in every protocol.
    const isText = !this.isJson || ref.location !== undefined;
    if (keys.length > 0) this.mutateValue(shape, ref, value, keys, path, isText);
    if (Array.isArray(value)) {
      const { member } = shape;
      const first: unknown = value[0];
      if (member !== undefined && value.length > 0) {
        // So are items of lists in the query string or headers.
        const { location } = ref;
        const item = location === undefined ? member : { ...member, location };
        this.walk(item, first, [...keys, 0], `${path}[]`);
      }
    } else if (shape.type === "structure" && isFields(value)) {
      this.mutateStructure(shape, value, keys, path);
    } else if (shape.type === "map" && isFields(value)) {
      const [key] = Object.keys(value);
      if (shape.value !== undefined && key !== undefined) {
        this.walk(shape.value, value[key], [...keys, key], `${path}{}`);
      }
    }
  }

  private mutateStructure(
    { members = {}, required = [], union, payload }: Shape,
    value: Fields,
    keys: readonly Key[],
    path: string,
  ): void {
    const at = (name: string) => (path === "" ? name : `${path}.${name}`);
    for (const name of required.filter((each) => value[each] !== undefined)) {
      const { [name]: dropped, ...others } = value;
      const kind = "required member dropped";
      if (members[name]?.location === "uri") {
        this.skip(kind, at(name), "an empty path segment addresses another operation");
      } else if (!this.isJson && Array.isArray(dropped) && dropped.length === 0) {
        this.skip(kind, at(name), "an empty list is not serialized");
      } else {
        this.add(kind, at(name), keys, others, ["required"]);
      }
    }
    if (union === true) {
      const other = Object.keys(members).find((name) => value[name] === undefined) ?? "";
      this.add("second member of a union", path, keys, { ...value, [other]: {} }, ["union"]);
    }
    const unknown = { ...value, UnplannedMember: "x" };
    this.add("unknown member added", at("UnplannedMember"), keys, unknown, ["unknown member"]);
    for (const [name, each] of Object.entries(value)) {
      const member = members[name];
      if (
        member !== undefined &&
        name === payload &&
        this.model.shape(member).type !== "structure"
      ) {
        this.skip("wrong type", at(name), "a blob body accepts any bytes");
      } else if (member !== undefined) this.walk(member, each, [...keys, name], at(name));
    }
  }

  private mutateValue(
    shape: Shape,
    ref: ShapeRef,
    value: unknown,
    keys: readonly Key[],
    path: string,
    isText: boolean,
  ): void {
    const wrong = wrongType(shape, isText, ref);
    if (wrong === undefined) this.skip("wrong type", path, "any text is a valid string");
    else this.add("wrong type", path, keys, wrong.value, wrong.breaks);
    this.mutateSize(shape, ref, value, keys, path, isText);
    if (typeof value !== "string" || shape.type === "blob") return;
    if (shape.enum !== undefined) {
      this.add("value not in the enum", path, keys, `${value}x`, ["enum"]);
    }
    if (shape.pattern !== undefined) {
      const broken = breakPattern(this.model, ref, value, this.random);
      if (broken === undefined)
        this.skip("pattern broken", path, `${shape.pattern} accepts any text`);
      else this.add("pattern broken", path, keys, broken, ["pattern"]);
    }
  }

  private mutateSize(
    shape: Shape,
    ref: ShapeRef,
    value: unknown,
    keys: readonly Key[],
    path: string,
    isText: boolean,
  ): void {
    const { min, max } = shape;
    if (shape.type === "timestamp") return;
    if (max !== undefined) {
      const kind = "above the maximum";
      const longer = resized(shape, value, max + 1);
      if (typeof value !== "number" && max >= LONGEST_VALUE) {
        this.skip(kind, path, `values longer than ${max} are not generated`);
      } else if (longer === undefined) {
        this.skip(kind, path, "an empty list has no item to repeat");
      } else {
        // The maximum of a 32-bit integer plus one is not a 32-bit integer.
        const breaks: readonly Rule[] =
          typeof value === "number" ? ["maximum", "type"] : ["maximum"];
        this.add(kind, path, keys, longer, breaks);
      }
    }
    if (min !== undefined && (min > 0 || typeof value === "number")) {
      const kind = "below the minimum";
      const shorter = resized(shape, value, min - 1);
      if (ref.location === "uri" && min === 1) {
        this.skip(kind, path, "an empty path segment addresses another operation");
      } else if (isText && min === 1 && typeof value !== "number" && typeof value !== "string") {
        this.skip(kind, path, "an empty list or map is not serialized");
      } else if (shorter !== undefined) {
        this.add(kind, path, keys, shorter, ["minimum"]);
      }
    }
  }

  private add(
    kind: MutationKind,
    path: string,
    keys: readonly Key[],
    value: unknown,
    breaks: readonly Rule[],
  ): void {
    const input = replaced(this.call.input, keys, value);
    // The root is always a structure, and no mutation replaces it.
    this.made.push({ kind, path, breaks, call: { ...this.call, input: input as Fields } });
  }

  private skip(kind: MutationKind, path: string, impossible: string): void {
    this.made.push({ kind, path, impossible });
  }
}

type Key = string | number;

function replaced(whole: unknown, [first, ...rest]: readonly Key[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(whole)) {
    return whole.map((each: unknown, at) => (at === first ? replaced(each, rest, value) : each));
  }
  const fields = isFields(whole) ? whole : {};
  return { ...fields, [first]: replaced(fields[first], rest, value) };
}
