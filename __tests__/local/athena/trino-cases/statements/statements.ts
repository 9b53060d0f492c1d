import { COLUMN_NAME_STATEMENTS } from "./asked/column-names";
import { DECIMAL_STATEMENTS } from "./asked/decimals";
import { EQUALITY_STATEMENTS } from "./asked/equality";
import { ASKED_FAILURE_STATEMENTS } from "./asked/failures";
import { JSON_AND_DOUBLE_STATEMENTS } from "./asked/json-and-doubles";
import { MISPLACED_CALL_STATEMENTS } from "./asked/misplaced-calls";
import { NAME_STATEMENTS } from "./asked/names-of-fields";
import { ASKED_NUMBER_STATEMENTS } from "./asked/numbers";
import { PARSER_STATEMENTS } from "./asked/parsers";
import { ASKED_RELATION_STATEMENTS } from "./asked/relations";
import { ASKED_TEXT_STATEMENTS } from "./asked/texts";
import { ASKED_TIME_STATEMENTS } from "./asked/times";
import { AGGREGATE_STATEMENTS } from "./aggregates";
import { COLLECTION_STATEMENTS } from "./collections";
import { FIELD_STATEMENTS } from "./field";
import { FORM_STATEMENTS } from "./forms";
import { GENERATED } from "./generated";
import { GRAMMAR_STATEMENTS } from "./grammar/grammar";
import { JSON_STATEMENTS } from "./json";
import { NUMBER_STATEMENTS } from "./numbers";
import { ORDER_STATEMENTS } from "./asked/order-of-evaluation";
import { RECURSION_STATEMENTS } from "./recursion";
import { ROW_AND_NAN_STATEMENTS } from "./asked/rows-and-nan";
import { SUBQUERY_STATEMENTS } from "./subqueries/expressions";
import { SUBQUERY_PLACE_STATEMENTS } from "./subqueries/places";
import { SUBQUERY_VALUE_STATEMENTS } from "./subqueries/values";
import { TEXT_STATEMENTS } from "./texts";
import { TIME_STATEMENTS } from "./times";
import { WHITE_SPACE_STATEMENTS } from "./asked/white-space";

/** The statements that Trino is asked, by class. */
export const STATEMENTS: Readonly<Record<string, readonly string[]>> = {
  aggregates: AGGREGATE_STATEMENTS,
  collections: COLLECTION_STATEMENTS,
  field: FIELD_STATEMENTS,
  forms: [
    ...FORM_STATEMENTS,
    ...RECURSION_STATEMENTS,
    ...ASKED_RELATION_STATEMENTS,
    ...SUBQUERY_STATEMENTS,
    ...SUBQUERY_VALUE_STATEMENTS,
    ...SUBQUERY_PLACE_STATEMENTS,
    ...EQUALITY_STATEMENTS,
    ...MISPLACED_CALL_STATEMENTS,
    ...NAME_STATEMENTS,
  ],
  grammar: [...GRAMMAR_STATEMENTS, ...COLUMN_NAME_STATEMENTS],
  json: [...JSON_STATEMENTS, ...JSON_AND_DOUBLE_STATEMENTS],
  numbers: [...NUMBER_STATEMENTS, ...ASKED_NUMBER_STATEMENTS, ...DECIMAL_STATEMENTS],
  texts: [...TEXT_STATEMENTS, ...ASKED_TEXT_STATEMENTS],
  times: [...TIME_STATEMENTS, ...ASKED_TIME_STATEMENTS, ...PARSER_STATEMENTS],
  generated: [
    ...GENERATED,
    ...ORDER_STATEMENTS,
    ...WHITE_SPACE_STATEMENTS,
    ...ASKED_FAILURE_STATEMENTS,
    ...ROW_AND_NAN_STATEMENTS,
  ],
};
