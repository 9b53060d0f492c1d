/** Joda's error for a text that is not of its format. @param rest what of it did not match */
export function invalidFormat(text: string, rest = text): Error {
  const where = rest === text ? "" : rest === "" ? " is too short" : ` is malformed at "${rest}"`;
  return new Error(`INVALID_FUNCTION_ARGUMENT: Invalid format: "${text}"${where}`);
}
