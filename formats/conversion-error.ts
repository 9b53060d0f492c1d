/**
 * A record that could not be converted. Its code and message are written to the error object in S3.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 */
export class ConversionError extends Error {
  private constructor(
    /** For example `DataFormatConversion.ParseError`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "ConversionError";
  }

  /** The record is not JSON. */
  static parse(detail: string): ConversionError {
    return ConversionError.withoutStack(
      "DataFormatConversion.ParseError",
      `Encountered malformed JSON. ${detail}`,
    );
  }

  /** The record is JSON but does not match the table's schema. */
  static malformed(detail: string): ConversionError {
    return ConversionError.withoutStack(
      "DataFormatConversion.MalformedData",
      `Data does not match the schema. ${detail}`,
    );
  }

  /** Another error, of a destination with codes of its own. */
  static of(code: string, message: string): ConversionError {
    return ConversionError.withoutStack(code, message);
  }

  /** Capturing a stack trace, which nobody reads here, takes longer than converting a record. */
  private static withoutStack(code: string, message: string): ConversionError {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return new ConversionError(code, message);
    } finally {
      Error.stackTraceLimit = limit;
    }
  }
}
