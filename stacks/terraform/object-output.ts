import { Token } from "cdktf";
import type { IResolvable } from "cdktf";

/**
 * An object as the value of an output.
 *
 * CDKTF 0.21 asks `util.isArray` whether a plain object is a list, of which Node.js 22 and newer print a deprecation
 * warning at each synth. It doesn't ask that of a token, and resolves it to the same value.
 */
export function objectOutput(value: Readonly<Record<string, unknown>>): IResolvable {
  return Token.asAny(value);
}
