/** Operands up to which a chain has the shape that it is written in. */
const SHORT = 16;

/**
 * Makes the tree of a chain of an associative operator: `a OR b OR c`. That of a long one is balanced, so that what walks
 * it does not go as deep as the chain is long. The operands keep their order.
 *
 * @param operands at least one
 * @param combine makes a node of two operands and the index of the operator between them, which is that of the left one
 */
export function balancedChain<Node>(
  operands: readonly Node[],
  combine: (left: Node, right: Node, operator: number) => Node,
): Node {
  const tree = (from: number, to: number): Node => {
    if (to - from === 1) {
      // In range: from is less than the number of operands.
      return operands[from] as Node;
    }
    const middle = to - from <= SHORT ? to - 1 : (from + to) >> 1;
    return combine(tree(from, middle), tree(middle, to), middle - 1);
  };
  return tree(0, operands.length);
}
