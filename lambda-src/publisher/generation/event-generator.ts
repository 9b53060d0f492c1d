import type { Columns, ColumnType } from "../../../model/dataset/column-type";
import type { Dataset } from "../../../model/dataset/dataset";
import { jsonKeyOf } from "../../../model/dataset/json-keys";
import { RandomSource } from "./random-source";
import { EventIds } from "./event-ids";
import type { JsonEvent } from "../sending/partition-key";
import { ScalarGenerator } from "./scalar-generator";

/** Clock and random numbers for generated events. */
export interface GeneratorOptions {
  /** @default - the clock */
  readonly now?: Date;
  /**
   * Numbers from 0 to below 1. The same numbers and the same time generate the same events.
   *
   * @default Math.random
   */
  readonly random?: () => number;
}

/** The properties of a dataset that its events are generated from. */
export type EventSource = Pick<Dataset, "columns" | "eventIdPath" | "eventTimePath" | "storage">;

const MAXIMUM_ELEMENTS = 3;
/** Other timestamps are at most this long before the event time. */
const LONGEST_PAST_MS = 3_600_000;

/**
 * Generates plausible events: ids are unique, the times of the events are a millisecond apart and end at now, numbers are between
 * the smallest and the largest example, and text is one of the examples. Integers without examples count up from 1.
 */
export function generateEvents(
  source: EventSource,
  count: number,
  { now = new Date(), random = Math.random }: GeneratorOptions = {},
): JsonEvent[] {
  const randomSource = new RandomSource(random);
  const ids = new EventIds(randomSource);
  return Array.from({ length: count }, (_, index) => {
    const moment = new Date(now.getTime() - (count - 1 - index));
    return new EventGenerator(source, ids, randomSource, index + 1, moment).struct(
      source.columns,
      "",
    );
  });
}

/** Generates the values of one event. */
class EventGenerator {
  private readonly scalars: ScalarGenerator;

  constructor(
    private readonly source: EventSource,
    private readonly ids: EventIds,
    private readonly randomSource: RandomSource,
    sequence: number,
    private readonly moment: Date,
  ) {
    this.scalars = new ScalarGenerator(sequence, randomSource, source.storage);
  }

  /** @param parent path of the struct, with a dot at its end unless it is the event */
  struct(fields: Columns, parent: string): JsonEvent {
    return Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [
        jsonKeyOf(name, type),
        this.value(name, type, parent + name),
      ]),
    );
  }

  private value(name: string, type: ColumnType, path: string): unknown {
    if (path === this.source.eventIdPath) return this.ids.next(type);
    switch (type.kind) {
      case "struct":
        return this.struct(type.fields, `${path}.`);
      case "array":
        return this.several(() => this.value(name, type.element, `${path}[]`));
      case "map":
        return Object.fromEntries(
          this.several((position) => [
            new ScalarGenerator(position + 1, this.randomSource).mapKey(type.key, this.moment),
            this.value(name, type.value, `${path}{}`),
          ]),
        );
      default:
        return this.scalars.value(name, type, this.momentOf(type, path));
    }
  }

  private momentOf({ kind }: ColumnType, path: string): Date {
    const isOther = kind === "timestamp" && path !== this.source.eventTimePath;
    if (!isOther) return this.moment;
    return new Date(this.moment.getTime() - this.randomSource.integerBelow(LONGEST_PAST_MS));
  }

  private several<Item>(make: (position: number) => Item): Item[] {
    return Array.from(
      { length: 1 + this.randomSource.integerBelow(MAXIMUM_ELEMENTS) },
      (_, position) => make(position),
    );
  }
}
