import type { GrammarRows } from "./table-rows";

/** A query of an inline function. @param body what follows its declaration */
function inline(body: string, declaration = "f(n bigint) RETURNS bigint"): string {
  return `WITH FUNCTION ${declaration} ${body} SELECT f(3)`;
}

/** Functions that a statement defines. */
export const INLINE_FUNCTION_ROWS: GrammarRows = {
  FunctionSpecification: [inline("RETURN n")],
  FunctionDefinition: [inline("RETURN n * n"), inline("RETURN none")],
  FunctionDeclaration: [inline("RETURN n", "f(n bigint, m varchar) RETURNS bigint")],
  ParameterDeclaration: [inline("RETURN 1", "f(bigint) RETURNS bigint")],
  ReturnsClause: [inline("RETURN n", "f(n bigint) RETURNS varchar")],
  LanguageCharacteristic: [inline("LANGUAGE SQL RETURN n"), inline("LANGUAGE none RETURN n")],
  DeterministicCharacteristic: [
    inline("DETERMINISTIC RETURN n"),
    inline("NOT DETERMINISTIC RETURN n"),
  ],
  ReturnsNullOnNullInputCharacteristic: [inline("RETURNS NULL ON NULL INPUT RETURN n")],
  CalledOnNullInputCharacteristic: [inline("CALLED ON NULL INPUT RETURN n")],
  SecurityCharacteristic: [inline("SECURITY INVOKER RETURN n")],
  CommentCharacteristic: [inline("COMMENT 'a' RETURN n")],
  PropertiesCharacteristic: [inline("WITH (a = 1) RETURN n")],
  ReturnStatement: [inline("RETURN n + 1")],
  AssignmentStatement: [inline("BEGIN DECLARE m bigint; SET m = n; RETURN m; END")],
  SimpleCaseStatement: [
    inline("BEGIN CASE n WHEN 3 THEN RETURN 1; ELSE RETURN 2; END CASE; RETURN 0; END"),
  ],
  SearchedCaseStatement: [inline("BEGIN CASE WHEN n = 3 THEN RETURN 1; END CASE; RETURN 0; END")],
  CaseStatementWhenClause: [
    inline("BEGIN CASE n WHEN 3 THEN RETURN 1; WHEN 4 THEN RETURN 2; END CASE; RETURN 0; END"),
  ],
  IfStatement: [inline("BEGIN IF n = 3 THEN RETURN 1; END IF; RETURN 0; END")],
  ElseIfClause: [
    inline("BEGIN IF n = 1 THEN RETURN 1; ELSEIF n = 3 THEN RETURN 2; END IF; RETURN 0; END"),
  ],
  ElseClause: [inline("BEGIN IF n = 1 THEN RETURN 1; ELSE RETURN 3; END IF; RETURN 0; END")],
  IterateStatement: [
    inline(
      "BEGIN DECLARE i bigint DEFAULT 0; top: LOOP SET i = i + 1; IF i < n THEN ITERATE top; END IF; RETURN i; END LOOP; RETURN 0; END",
    ),
  ],
  LeaveStatement: [inline("BEGIN top: LOOP LEAVE top; END LOOP; RETURN 5; END")],
  CompoundStatement: [inline("BEGIN RETURN n; END")],
  LoopStatement: [inline("BEGIN LOOP RETURN n; END LOOP; RETURN 1; END")],
  WhileStatement: [
    inline(
      "BEGIN DECLARE i bigint DEFAULT 0; WHILE i < n DO SET i = i + 1; END WHILE; RETURN i; END",
    ),
  ],
  RepeatStatement: [
    inline(
      "BEGIN DECLARE i bigint DEFAULT 0; REPEAT SET i = i + 1; UNTIL i >= n END REPEAT; RETURN i; END",
    ),
  ],
  VariableDeclaration: [inline("BEGIN DECLARE a, b bigint DEFAULT 4; RETURN a + b; END")],
  SqlStatementList: [inline("BEGIN DECLARE i bigint; SET i = 1; SET i = i + 1; RETURN i; END")],
};
