import { didYouMean } from "../../errors/nearest-name";
import { UserError } from "../../errors/user-error";
import { RESULT_FORMATS } from "../query/formats/format-names";
import type { ResultFormat } from "../query/formats/format-names";
import { AUTOMATIC } from "./commands";

/** What commands of a session set; each setter returns a sentence that says what is set. */
export class SessionSettings {
  /** Whether the time of each statement is printed, too. */
  isTiming = false;

  /** @param format of rows @default - a table, or vertical where that is too wide */
  constructor(public format?: ResultFormat | undefined) {}

  /** @param name of a form; empty changes nothing @throws UserError for another name */
  setFormat(name: string): string {
    if (name !== "") this.format = formatNamed(name);
    return `Rows are printed as ${this.format ?? AUTOMATIC}.`;
  }

  /** Switches between vertical and the form that fits. */
  switchVertical(): string {
    return this.setFormat(this.format === "vertical" ? AUTOMATIC : "vertical");
  }

  /** @param given `on` or `off`; empty switches @throws UserError for another word */
  setTiming(given: string): string {
    if (!["", "on", "off"].includes(given)) {
      throw new UserError(`"${given}" is neither on nor off.`, "\\timing alone switches it.");
    }
    this.isTiming = given === "" ? !this.isTiming : given === "on";
    return `Timing is ${this.isTiming ? "on" : "off"}.`;
  }
}

function formatNamed(name: string): ResultFormat | undefined {
  const wanted = name.toLowerCase();
  const known = RESULT_FORMATS.find((each) => each === wanted);
  if (known !== undefined || wanted === AUTOMATIC) return known;
  const names = [AUTOMATIC, ...RESULT_FORMATS];
  throw new UserError(
    `There is no form "${name}".${didYouMean(wanted, names)}`,
    `Choose one of ${names.join(", ")}.`,
  );
}
