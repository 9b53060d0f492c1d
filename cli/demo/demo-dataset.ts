import type { Detail } from "../terminal/output";
import type { Target } from "../target/target";

/** What the demo does with one dataset. */
export interface DemoDataset {
  /** Name of the dataset. */
  readonly dataset: string;
  /** @returns how many events it published */
  readonly publish: (target: Target, options: PublishedEvents, detail: Detail) => Promise<number>;
  readonly queries: readonly DemoQuery[];
}

/** Which events the demo publishes beside those of its files. */
export interface PublishedEvents {
  /** Events to generate. */
  readonly count: number;
  /** Publish one event more, whose timestamp can't be converted. */
  readonly badEvent: boolean;
}

/** A question to the lake. */
export interface DemoQuery {
  readonly title: string;
  readonly sql: string;
}
