import { JsonNumber, isArray, isJsonObject } from "../../../formats/openx-json";
import type { JsonObject, JsonValue } from "../../../formats/openx-json";
import { UserError } from "../../../errors/user-error";

/** Values observed under one key of objects. */
export interface ObservedField {
  /** The key in its first spelling. */
  readonly name: string;
  readonly observation: Observation;
}

/** Values observed at one path of all events. Numbers keep their original digits. */
export class Observation {
  /** Number of values that are not null. */
  values = 0;
  booleans = 0;
  arrays = 0;
  /** Arrays without elements. */
  emptyArrays = 0;
  objects = 0;
  /** Distinct strings, with their frequencies. */
  readonly texts = new Map<string, number>();
  /** Distinct numbers, with their frequencies. */
  readonly numbers = new Map<string, number>();
  /** Fields of the objects by their keys: of events as written, inside of them in lower case, as they are distinguished. */
  readonly fields = new Map<string, ObservedField>();
  /** Keys in lower case that an event has in two spellings. */
  readonly duplicates = new Set<string>();
  /** The first value that is not null. */
  example: JsonValue = null;
  private elements: Observation | undefined;

  /** @param isEvent whether the values are whole events, whose keys can be told apart by their case */
  constructor(private readonly isEvent = false) {}

  /** Elements of the arrays. */
  get element(): Observation {
    return (this.elements ??= new Observation());
  }

  /** Distinct scalar values. */
  get distinct(): number {
    return this.texts.size + this.numbers.size;
  }

  /**
   * Adds one value.
   *
   * @param where the event is, for errors
   * @throws UserError if an object has keys that differ in case only
   */
  add(value: JsonValue, where: string): void {
    if (value === null) return;
    if (this.values === 0) this.example = value;
    this.values += 1;
    if (typeof value === "boolean") this.booleans += 1;
    else if (typeof value === "string") count(this.texts, value);
    else if (value instanceof JsonNumber) count(this.numbers, value.text);
    else if (isArray(value)) this.addArray(value, where);
    else if (isJsonObject(value)) this.addObject(value, where);
  }

  /**
   * The fields of events: keys that differ in case only are one field, unless an event has several of them. Then every
   * spelling is a field of its own, as the deserializer compares keys with their case.
   */
  eventFields(): readonly ObservedField[] {
    if (this.duplicates.size > 0) return [...this.fields.values()];
    const merged = new Observation();
    for (const { name, observation } of this.fields.values()) {
      merged.field(name).observation.merge(observation);
    }
    return [...merged.fields.values()];
  }

  /** Adds all values of another observation. */
  merge(other: Observation): void {
    if (this.values === 0) this.example = other.example;
    this.values += other.values;
    this.booleans += other.booleans;
    this.arrays += other.arrays;
    this.emptyArrays += other.emptyArrays;
    this.objects += other.objects;
    for (const [text, times] of other.texts) count(this.texts, text, times);
    for (const [number, times] of other.numbers) count(this.numbers, number, times);
    for (const { name, observation } of other.fields.values()) {
      this.field(name).observation.merge(observation);
    }
    if (other.elements !== undefined) this.element.merge(other.elements);
  }

  private addArray(elements: readonly JsonValue[], where: string): void {
    this.arrays += 1;
    if (elements.length === 0) this.emptyArrays += 1;
    for (const each of elements) this.element.add(each, where);
  }

  private addObject(object: JsonObject, where: string): void {
    this.objects += 1;
    const seen = new Map<string, string>();
    for (const [key, value] of object) {
      const duplicate = seen.get(key.toLowerCase());
      if (duplicate !== undefined && this.isEvent) this.duplicates.add(key.toLowerCase());
      else if (duplicate !== undefined) {
        throw new UserError(
          `${where} has the keys ${JSON.stringify(duplicate)} and ${JSON.stringify(key)}, which differ in case only.`,
          "Firehose lower-cases keys and rejects such a record: the producer has to rename one of them.",
        );
      }
      seen.set(key.toLowerCase(), key);
      this.field(key).observation.add(value, where);
    }
  }

  private field(name: string): ObservedField {
    const key = this.isEvent ? name : name.toLowerCase();
    const field = this.fields.get(key) ?? { name, observation: new Observation() };
    this.fields.set(key, field);
    return field;
  }
}

function count(values: Map<string, number>, value: string, times = 1): void {
  values.set(value, (values.get(value) ?? 0) + times);
}
