const ROWS =
  "(VALUES (1, CAST(ROW(1, NULL) AS ROW(a integer, b integer)), CAST(ROW(1, 3) AS ROW(a integer, b integer)))) t(id, r, s)";
const DOUBLES = "(VALUES 1e300, 2.5e0, nan(), -infinity()) t(x)";
const KEYS = "(VALUES (nan(), 1), (-infinity(), 2), (NULL, 3), (1e0, 4)) t(x, y)";

const ROW_TYPE = "row(a integer, b varchar)";
const COMPARED_ROWS = [
  `CAST(ROW(-1, c) AS ${ROW_TYPE}) = CAST(ROW(2, NULL) AS ${ROW_TYPE})`,
  `CAST(ROW(2, NULL) AS ${ROW_TYPE}) <> CAST(ROW(-1, c) AS ${ROW_TYPE})`,
  `CAST(ROW(2, c) AS ${ROW_TYPE}) = CAST(ROW(2, nullif('x', 'x')) AS ${ROW_TYPE})`,
  `CAST(ROW(2, c) AS ${ROW_TYPE}) = CAST(ROW(2, 'a') AS ${ROW_TYPE})`,
  `CAST(ROW(2, c) AS ${ROW_TYPE}) = ROW(2, NULL)`,
  `ROW(2, c) = CAST(ROW(2, NULL) AS ${ROW_TYPE})`,
  `CAST(ROW(2, c) AS ${ROW_TYPE}) = CAST(ROW(2, c || 'x') AS ${ROW_TYPE})`,
  `CAST(ROW(1, NULL) AS ${ROW_TYPE}) = CAST(ROW(2, NULL) AS ${ROW_TYPE})`,
];

/** Null in rows that are compared, NaN among extremes, statistics of large integers, and URLs with a bad escape. */
export const ROW_AND_NAN_STATEMENTS: readonly string[] = [
  `SELECT id FROM ${ROWS} WHERE (r = ROW(1, 2)) IS NULL`,
  `SELECT (r = r) IS NULL, (NOT (r = r)) IS NOT NULL FROM ${ROWS}`,
  `SELECT (r = ROW(1, 2)) IS DISTINCT FROM NULL FROM ${ROWS}`,
  `SELECT (r IN (ROW(1, 2), ROW(1, 4))) IS NULL FROM ${ROWS}`,
  `SELECT (ROW(1, id) = ROW(1, 2)) IS NULL FROM ${ROWS}`,
  `SELECT r = s, r <> s FROM ${ROWS}`,
  `SELECT id FROM ${ROWS} WHERE r = ROW(1, 2)`,
  `SELECT max(x, 3), min(x, 3), max(x), min(x) FROM ${DOUBLES}`,
  `SELECT max(x, 2), min(x, 2) FROM (VALUES nan(), -infinity(), infinity()) t(x)`,
  `SELECT max(x, 4), min(x, 4) FROM (VALUES REAL 'NaN', REAL '1.5', REAL '-Infinity', NULL) t(x)`,
  "SELECT max(x, 1) FROM (VALUES 0e0, -0e0, nan()) t(x)",
  "SELECT max(x, 1), min(x, 1) FROM (VALUES 0e0, -0e0, 1e0, -1e0) t(x)",
  "SELECT max(x, 2) FROM (VALUES REAL '0', -REAL '0') t(x)",
  "SELECT max(x, 2), min(x, 2) FROM (VALUES 0e0, 0e0, 1e0, NULL) t(x)",
  `SELECT max_by(x, x, 3), min_by(x, x, 3) FROM ${DOUBLES}`,
  `SELECT max_by(y, x), min_by(y, x), max_by(y, x, 3), min_by(y, x, 2) FROM ${KEYS}`,
  `SELECT max_by(y, x), min_by(y, x) FROM (VALUES (nan(), 1), (-infinity(), 2)) t(x, y)`,
  `SELECT y, max_by(y, x) OVER (ORDER BY y), min_by(y, x) OVER (ORDER BY y) FROM ${KEYS} ORDER BY y`,
  `SELECT covar_pop(x, y), corr(x, y), regr_slope(y, x) FROM (VALUES (-2147483648, 1), (-2147483640, 2), (-2147483630, 5)) t(x, y)`,
  `SELECT covar_samp(x, y), regr_intercept(y, x), covar_pop(CAST(x AS decimal(12,2)), y) FROM (VALUES (16777217, 1), (3, 2), (5, 9)) t(x, y)`,
  `SELECT url_extract_query('http://h/?100%'), url_extract_path('http://h/%zz'), url_extract_host('http://h/%'), url_extract_parameter('http://h/?a=%', 'a'), url_extract_fragment('http://h/#%1')`,
  `SELECT url_extract_query(x), url_extract_protocol(x) FROM (VALUES 'http://h/?a%20b', 'http://h/?a%2', 'mailto:a%b', 'http://h%41/') t(x)`,
  ...COMPARED_ROWS.map((condition) => `SELECT ${condition} FROM (VALUES 'a', 'b') t(c)`),
  `SELECT abs(v) IN (y, nullif(y, v)) FROM (VALUES (1, 3), (3, 3)) t(v, y)`,
];
