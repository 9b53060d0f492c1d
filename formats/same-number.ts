const DECIMAL = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/** Whether two texts of decimal numbers have the same value; `1.10` and `1.1e0` have. Nothing is rounded. */
export function isSameNumber(left: string, right: string): boolean {
  const [first, second] = [normalized(left), normalized(right)];
  return first !== undefined && first === second;
}

/** Digits without zeros at either end, and the power of ten of the last of them; undefined if it is no number. */
function normalized(text: string): string | undefined {
  const [, sign, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  if (sign === undefined || whole + fraction === "") return undefined;
  if (digits === "") return "0";
  const significant = digits.replace(/0+$/, "");
  const power =
    BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign === "-" ? "-" : ""}${significant}e${power}`;
}
