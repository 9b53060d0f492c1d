/** Binary operators. */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "||";
