/** Makes rows of records. */
export interface RowConverter {
  /** Whether keys may be written in other case than the columns' names. */
  readonly caseInsensitive: boolean;
  /** The rows of a record as canonical JSON. @throws ConversionError if it is none */
  convert(data: Uint8Array): string[];
}
