import type { GrammarRows } from "./table-rows";

const ONE = `'{"a":1,"b":[1,2]}'`;

/** SQL/JSON. */
export const JSON_ROWS: GrammarRows = {
  JsonExists: [
    `SELECT json_exists(${ONE}, 'lax $.a')`,
    `SELECT json_exists(${ONE}, 'strict $.c' ERROR ON ERROR)`,
    `SELECT json_exists(${ONE}, 'a')`,
  ],
  JsonExistsErrorBehavior: [
    `SELECT json_exists(${ONE}, 'strict $.c' TRUE ON ERROR)`,
    `SELECT json_exists(${ONE}, 'strict $.c' UNKNOWN ON ERROR)`,
    `SELECT json_exists(${ONE}, 'strict $.c' FALSE ON ERROR)`,
  ],
  JsonValue: [
    `SELECT json_value(${ONE}, 'lax $.a')`,
    `SELECT json_value(${ONE}, 'lax $.a' RETURNING bigint)`,
    `SELECT json_value(${ONE}, 'lax $.b')`,
  ],
  JsonValueBehavior: [
    `SELECT json_value(${ONE}, 'lax $.c' DEFAULT 'x' ON EMPTY)`,
    `SELECT json_value(${ONE}, 'lax $.c' ERROR ON EMPTY)`,
    `SELECT json_value(${ONE}, 'lax $.b' NULL ON ERROR)`,
  ],
  JsonQuery: [
    `SELECT json_query(${ONE}, 'lax $.b')`,
    `SELECT json_query(${ONE}, 'lax $.a' RETURNING varchar(10) WITH WRAPPER)`,
    `SELECT json_query('{"a":"x"}', 'lax $.a' OMIT QUOTES)`,
    `SELECT json_query('{"a":"x"}', 'lax $.a' KEEP QUOTES ON SCALAR STRING)`,
    `SELECT json_query(${ONE}, 'lax $.b' RETURNING varbinary FORMAT JSON)`,
  ],
  JsonQueryWrapperBehavior: [
    `SELECT json_query(${ONE}, 'lax $.b[*]' WITH ARRAY WRAPPER)`,
    `SELECT json_query(${ONE}, 'lax $.b' WITH CONDITIONAL ARRAY WRAPPER)`,
    `SELECT json_query(${ONE}, 'lax $.b' WITH UNCONDITIONAL WRAPPER)`,
    `SELECT json_query(${ONE}, 'lax $.b' WITHOUT ARRAY WRAPPER)`,
  ],
  JsonQueryBehavior: [
    `SELECT json_query(${ONE}, 'lax $.c' EMPTY ARRAY ON EMPTY)`,
    `SELECT json_query(${ONE}, 'lax $.c' EMPTY OBJECT ON EMPTY)`,
    `SELECT json_query(${ONE}, 'strict $.c' ERROR ON ERROR)`,
    `SELECT json_query(${ONE}, 'strict $.c' NULL ON ERROR)`,
  ],
  JsonObject: [
    "SELECT json_object('a' : 1)",
    "SELECT json_object()",
    "SELECT json_object('a' : NULL NULL ON NULL WITH UNIQUE KEYS)",
    "SELECT json_object('a' : NULL ABSENT ON NULL WITHOUT UNIQUE KEYS)",
    "SELECT json_object('a' : 1, 'a' : 2 WITH UNIQUE KEYS)",
    "SELECT json_object('a' : 1 RETURNING varchar(20))",
    "SELECT json_object('a' : 1 RETURNING varbinary FORMAT JSON ENCODING UTF8)",
    "SELECT json_object('a', 1)",
  ],
  JsonObjectMember: [
    "SELECT json_object('a' VALUE 1)",
    "SELECT json_object(KEY 'a' VALUE 1)",
    "SELECT json_object(key VALUE 1) FROM (VALUES 'a') t(key)",
    "SELECT json_object(KEY 'a' : 1)",
  ],
  JsonArray: [
    "SELECT json_array(1, 'a', NULL)",
    "SELECT json_array(1, NULL NULL ON NULL)",
    "SELECT json_array()",
    "SELECT json_array(1 RETURNING varchar(5) FORMAT JSON)",
    "SELECT json_array(NULL ABSENT ON NULL)",
  ],
  JsonPathInvocation: [
    `SELECT json_value(${ONE}, 'lax $.a' AS p)`,
    `SELECT json_value(${ONE}, 'lax $.b[$n]' PASSING 1 AS "n")`,
    `SELECT json_value(${ONE}, 'lax $.b[$n]' PASSING 1 AS n)`,
    `SELECT json_value(${ONE}, concat('lax ', '$.a'))`,
  ],
  JsonValueExpression: [
    `SELECT json_value(${ONE} FORMAT JSON, 'lax $.a')`,
    "SELECT json_object('a' : '[1]' FORMAT JSON)",
    "SELECT json_array('[1]' FORMAT JSON)",
  ],
  JsonRepresentation: [
    `SELECT json_value(to_utf8(${ONE}) FORMAT JSON ENCODING UTF8, 'lax $.a')`,
    `SELECT json_value(${ONE} FORMAT JSON ENCODING UTF16, 'lax $.a')`,
    `SELECT json_value(X'00' FORMAT JSON ENCODING UTF32, 'lax $.a')`,
  ],
  JsonArgument: [
    `SELECT json_exists(${ONE}, 'lax $.b[*] ? (@ > $n)' PASSING 1 AS "n", '[1]' FORMAT JSON AS "m")`,
  ],
};
