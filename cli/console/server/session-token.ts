import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const TOKEN_BYTES = 32;

/** The secret that a console's page shows with each call: whoever has the address that the terminal printed. */
export class SessionToken {
  /** Safe in the fragment of a URL. */
  readonly text = randomBytes(TOKEN_BYTES).toString("base64url");
  private readonly digest = digestOf(this.text);

  /** Compares in a time that does not depend on how much of the text is right. */
  matches(given: string): boolean {
    return timingSafeEqual(digestOf(given), this.digest);
  }
}

/** Texts of any length become equally long ones. */
function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
