/**
 * Why a record could not be converted; the code and the sentence reach the error object.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html
 */
export class ConversionError extends Error {
  private constructor(
    readonly code: "DataFormatConversion.ParseError" | "DataFormatConversion.MalformedData",
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

  /** The record is JSON, but not a row of the table. */
  static malformed(detail: string): ConversionError {
    return ConversionError.withoutStack(
      "DataFormatConversion.MalformedData",
      `Data does not match the schema. ${detail}`,
    );
  }
  /** Nobody reads where in the converter a record failed, and to find out takes longer than the conversion. */
  private static withoutStack(code: ConversionError["code"], message: string): ConversionError {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return new ConversionError(code, message);
    } finally {
      Error.stackTraceLimit = limit;
    }
  }
}
