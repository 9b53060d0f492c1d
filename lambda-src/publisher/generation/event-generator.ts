import type { Columns, ColumnType } from "../../../model/dataset/column-type";
import type { Dataset } from "../../../model/dataset/dataset";
import { RandomSource } from "./random-source";
import { EventIds } from "./event-ids";
import type { JsonObject } from "../sending/partition-key";
import { ScalarGenerator } from "./scalar-generator";

/** Where generated events take time and chance from. */
export interface GeneratorOptions {
  /** @default - the clock */
  readonly now?: Date;
  /**
   * Numbers from 0 to below 1. The same numbers and the same time make the same events.
   *
   * @default Math.random
   */
  readonly random?: () => number;
}

/** What of a dataset its events are made from. */
export type EventSource = Pick<Dataset, "columns" | "eventIdPath" | "eventTimePath">;

const MAXIMUM_ELEMENTS = 3;
/** Times other than the event's own lie at most this long before it. */
const LONGEST_PAST_MS = 3_600_000;

/**
 * Makes events as they might occur: each has an id of its own, the times of events end at now, a millisecond apart,
 * numbers lie between the least and the greatest example, and text is one of the examples. Whole numbers without
 * examples count up from 1.
 */
export function generateEvents(
  source: EventSource,
  count: number,
  { now = new Date(), random = Math.random }: GeneratorOptions = {},
): JsonObject[] {
  const chance = new RandomSource(random);
  const ids = new EventIds(chance);
  return Array.from({ length: count }, (_, index) => {
    const moment = new Date(now.getTime() - (count - 1 - index));
    return new EventGenerator(source, ids, chance, index + 1, moment).struct(source.columns, "");
  });
}

/** Makes the values of one event. */
class EventGenerator {
  private readonly scalars: ScalarGenerator;

  constructor(
    private readonly source: EventSource,
    private readonly ids: EventIds,
    private readonly chance: RandomSource,
    sequence: number,
    private readonly moment: Date,
  ) {
    this.scalars = new ScalarGenerator(sequence, chance);
  }

  /** @param parent path of the struct, with a dot at its end unless it is the event */
  struct(fields: Columns, parent: string): JsonObject {
    return Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [name, this.value(name, type, parent + name)]),
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
            new ScalarGenerator(position + 1, this.chance).mapKey(type.key, this.moment),
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
    return new Date(this.moment.getTime() - this.chance.integerBelow(LONGEST_PAST_MS));
  }

  private several<Item>(make: (position: number) => Item): Item[] {
    return Array.from({ length: 1 + this.chance.integerBelow(MAXIMUM_ELEMENTS) }, (_, position) =>
      make(position),
    );
  }
}
