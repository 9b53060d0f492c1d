/** Something that an environment leaves when it is destroyed. */
export interface RemainingResource {
  readonly what: string;
  readonly name: string;
  /** When it goes by itself, ISO 8601. @default - it stays */
  readonly until?: string;
  /** Cents a month, without taxes and free tiers. @default - not known */
  readonly centsPerMonth?: number | undefined;
  /** How to remove or to keep it. */
  readonly advice: string;
}
