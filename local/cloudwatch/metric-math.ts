import jsep from "jsep";

/** Values of metrics at one time, by id; undefined where there is no datapoint. */
export type MetricValues = ReadonlyMap<string, number | undefined>;

/** A metric math expression, evaluated at one time. */
export type MathExpression = (values: MetricValues) => number | undefined;

type Operator = (left: number, right: number) => number;

const toNumber = (truth: boolean): number => (truth ? 1 : 0);

const both: Operator = (left, right) => toNumber(left !== 0 && right !== 0);
const either: Operator = (left, right) => toNumber(left !== 0 || right !== 0);

const operators: Readonly<Record<string, Operator>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
  "==": (left, right) => toNumber(left === right),
  "!=": (left, right) => toNumber(left !== right),
  "<": (left, right) => toNumber(left < right),
  "<=": (left, right) => toNumber(left <= right),
  ">": (left, right) => toNumber(left > right),
  ">=": (left, right) => toNumber(left >= right),
  "&&": both,
  AND: both,
  "||": either,
  OR: either,
};

// CloudWatch's operators, with the precedence of && and ||; in jsep, ^ is a bitwise operator of low precedence.
jsep.addBinaryOp("AND", 2);
jsep.addBinaryOp("OR", 1);
jsep.addBinaryOp("^", 11, true);

/**
 * Parses a metric math expression: arithmetic, comparison, logic, `IF`, and `FILL` with a number. Functions over
 * several points in time are not supported.
 *
 * @throws Error that names what is not supported
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseMath(text: string): MathExpression {
  return compile(jsep(text));
}

function compile(node: jsep.Expression): MathExpression {
  // Without plugins jsep creates only core expressions.
  const expression = node as jsep.CoreExpression;
  switch (expression.type) {
    case "Literal": {
      const { value } = expression;
      if (typeof value !== "number") throw unsupported(expression.raw);
      return () => value;
    }
    case "Identifier":
      return (values) => values.get(expression.name);
    case "UnaryExpression":
      return compileUnary(expression);
    case "BinaryExpression":
      return compileBinary(expression);
    case "CallExpression":
      return compileCall(expression);
    default:
      throw unsupported(expression.type);
  }
}

function compileUnary({ operator, argument }: jsep.UnaryExpression): MathExpression {
  if (operator !== "-") throw unsupported(operator);
  const operand = compile(argument);
  return (values) => {
    const value = operand(values);
    return value === undefined ? undefined : -value;
  };
}

function compileBinary({ operator, left, right }: jsep.BinaryExpression): MathExpression {
  const calculate = operators[operator];
  if (calculate === undefined) throw unsupported(operator);
  const [first, second] = [compile(left), compile(right)];
  return (values) => {
    const [one, other] = [first(values), second(values)];
    return one === undefined || other === undefined ? undefined : calculate(one, other);
  };
}

function compileCall({ callee, arguments: written }: jsep.CallExpression): MathExpression {
  const name = callee.type === "Identifier" ? (callee as jsep.Identifier).name : callee.type;
  const operands = written.map(compile);
  const [first, second, third] = operands;
  if (name === "FILL" && operands.length === 2 && first !== undefined && second !== undefined) {
    return (values) => first(values) ?? second(values);
  }
  if (name === "IF" && first !== undefined && second !== undefined && operands.length <= 3) {
    return (values) => {
      const condition = first(values);
      if (condition === undefined) return undefined;
      return condition !== 0 ? second(values) : third?.(values);
    };
  }
  throw unsupported(`${name} of ${operands.length}`);
}

function unsupported(what: string): Error {
  return new Error(
    `Metric math with ${what} is not supported by the embedded CloudWatch; this alarm works on AWS.`,
  );
}
