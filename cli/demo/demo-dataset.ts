import type { Detail } from "../terminal/output";
import type { Target } from "../target/target";

/** The demo of one dataset. */
export interface DemoDataset {
  /** Name of the dataset. */
  readonly dataset: string;
  /** @returns number of published events */
  readonly publish: (target: Target, options: PublishedEvents, detail: Detail) => Promise<number>;
  readonly query: DemoQuery;
}

/** Events that the demo publishes in addition to those of its files. */
export interface PublishedEvents {
  /** Number of events to generate. */
  readonly count: number;
  /** Whether to publish an additional event whose timestamp can't be converted. */
  readonly badEvent: boolean;
}

/** A query of the demo. */
export interface DemoQuery {
  readonly title: string;
  readonly sql: string;
}
