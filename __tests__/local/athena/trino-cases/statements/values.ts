/** Values of the types that casts and functions are asked for: nulls, extremes, zeros of both signs, text of many scripts. */
export const DOUBLES = [
  "0e0",
  "-0e0",
  "1.5e0",
  "-2.5e0",
  "3.5e0",
  "1e7",
  "9999999e0",
  "1e-3",
  "9.99e-4",
  "123456789.125e0",
  "1e15",
  "1.7976931348623157e308",
  "4.9e-324",
  "nan()",
  "infinity()",
  "-infinity()",
  "CAST(NULL AS double)",
  "1e0 / 3",
  "9007199254740993e0",
  "0.1e0 + 0.2e0",
  "1e21",
  "2.2250738585072014e-308",
];

export const REALS = [
  "REAL '0'",
  "REAL '-0'",
  "REAL '37.7'",
  "REAL '1e10'",
  "REAL '3.4028235E38'",
  "REAL '1.4E-45'",
  "REAL 'NaN'",
  "REAL 'Infinity'",
  "CAST(NULL AS real)",
  "REAL '16777216'",
  "REAL '0.1'",
  "REAL '-2.5'",
];

export const DECIMALS = [
  "0.0",
  "-2.50",
  "2.5",
  "1.005",
  "99999.99",
  "-0.5",
  "0.05",
  "CAST(NULL AS decimal(5,2))",
  "CAST(12345678901234567890.123 AS decimal(38,3))",
  "DECIMAL '99999999999999999999999999999999999999'",
  "CAST(7 AS decimal(10,0))",
];

export const INTEGERS = [
  "0",
  "1",
  "-1",
  "127",
  "128",
  "2147483647",
  "-2147483648",
  "9223372036854775807",
  "CAST(NULL AS integer)",
  "TINYINT '-128'",
  "SMALLINT '32767'",
  "BIGINT '0'",
];

export const TEXTS = [
  "''",
  "'a'",
  "'abc'",
  "' abc '",
  "'é'",
  "'日本語'",
  "'😀x'",
  "'ß'",
  "'İ'",
  "'ǅ'",
  "'Σας'",
  "'a,b,,c'",
  "'e\u0301'",
  "CAST(NULL AS varchar)",
];

export const NUMBER_TEXTS = [
  "'12'",
  "' 12 '",
  "'-7'",
  "'+7'",
  "'1.5'",
  "'1e3'",
  "''",
  "'abc'",
  "'NaN'",
  "'Infinity'",
  "'-Infinity'",
  "'nan'",
  "'inf'",
  "'0x10'",
  "'1.'",
  "'.5'",
  "'99999999999999999999'",
  "'128'",
  "'1_000'",
  "'1d'",
  "'1f'",
  "'-0'",
  "'1e400'",
  "'٣'",
];

export const BOOLEANS = ["true", "false", "CAST(NULL AS boolean)"];

export const BOOLEAN_TEXTS = [
  "'t'",
  "'T'",
  "'true'",
  "'TRUE'",
  "'1'",
  "'f'",
  "'False'",
  "'0'",
  "'yes'",
  "''",
  "' true '",
];

export const DATES = [
  "DATE '2024-02-29'",
  "DATE '1969-12-31'",
  "DATE '0001-01-01'",
  "DATE '9999-12-31'",
  "CAST(NULL AS date)",
  "DATE '1582-10-10'",
];

export const TIMESTAMPS = [
  "TIMESTAMP '2024-02-29 12:34:56'",
  "TIMESTAMP '2024-02-29 12:34:56.7'",
  "TIMESTAMP '2024-03-31 02:30:00.123'",
  "TIMESTAMP '1969-12-31 23:59:59.999'",
  "TIMESTAMP '2024-02-29 12:34:56.123456'",
  "TIMESTAMP '0001-01-01 00:00:00.000'",
  "CAST(NULL AS timestamp(3))",
];

export const ZONED = [
  "TIMESTAMP '2024-03-10 07:30:00.000 Europe/Kyiv'",
  "TIMESTAMP '2024-03-31 01:30:00.000 UTC'",
  "TIMESTAMP '2024-10-27 01:30:00.5 +05:30'",
  "TIMESTAMP '2024-11-03 01:30:00.000 US/Eastern'",
  "TIMESTAMP '2024-03-10 02:30:00 America/New_York'",
  "CAST(NULL AS timestamp(3) with time zone)",
];

export const DATE_TEXTS = [
  "'2024-02-29'",
  "'-2024-01-01'",
  "'2024-2-9'",
  "' 2024-02-29 '",
  "'2023-02-29'",
  "'20240229'",
  "'+10000-01-01'",
  "'2024-02-29 12:34:56'",
  "'2024-02-29T12:34:56'",
  "'2024-02-29 12:34'",
  "'2024-02-29 12:34:56.123456'",
  "'2024-02-29 25:00:00'",
  "'2024-02-29 12:34:56 Europe/Kyiv'",
  "'2024-02-29 12:34:56.1 +02:00'",
  "'2024-02-29 12:34:56Z'",
  "''",
  "'24-01-01'",
];

export const ARRAYS = [
  "ARRAY[]",
  "ARRAY[1, 2, 3]",
  "ARRAY[1, NULL, 2, 1]",
  "ARRAY[NULL]",
  "ARRAY[1, 1]",
  "CAST(NULL AS array(integer))",
];

export const TEXT_ARRAYS = [
  "ARRAY['b', 'a']",
  "ARRAY['a', NULL, 'a']",
  "CAST(NULL AS array(varchar))",
  "CAST(ARRAY[] AS array(varchar))",
];

export const MAPS = [
  "MAP()",
  "MAP(ARRAY['a'], ARRAY[1])",
  "MAP(ARRAY['a', 'b'], ARRAY[1, NULL])",
  "CAST(NULL AS map(varchar, integer))",
];

export const JSON_TEXTS = [
  `'{"a":1}'`,
  `'{"a":{"b":[1,2.50]}}'`,
  `'[1, "x", null, true]'`,
  `'1.0'`,
  `'12.50'`,
  `'1e3'`,
  `'"x"'`,
  `'null'`,
  `'true'`,
  `'abc'`,
  `''`,
  `'{"a":1'`,
  `'{"k":"v1","k":"v2"}'`,
  `'[1,2]x'`,
  `'{"b":1,"a":2}'`,
  `'[]'`,
  `'{}'`,
  `' {"a" : "é\\u00e9/"} '`,
  `'123456789012345678901234567890'`,
  `'1.7976931348623157e309'`,
  `'0.1'`,
  `'-0'`,
  `'1 2'`,
  `'{"a":null}'`,
  `'NaN'`,
  `'[1,]'`,
  `'{"a.b":{"c d":1}}'`,
  "CAST(NULL AS varchar)",
];
