/**
 * Functions that Trino has and the engine `duckdb` has not: it refuses them, and the engine `trino` answers. Some may be
 * newer than Athena's release, which nothing here can tell.
 *
 * @see https://trino.io/docs/current/functions/list.html
 */
export const UNSUPPORTED_FUNCTIONS: ReadonlySet<string> = new Set(
  `
  approx_most_frequent approx_set array_first array_histogram array_last bar beta_cdf bing_tile bing_tile_at
  bing_tile_coordinates bing_tile_polygon bing_tile_quadkey bing_tile_zoom_level bing_tiles_around bit_count
  bitwise_left_shift bitwise_right_shift bitwise_right_shift_arithmetic bitwise_xor_agg char2hexint checksum classify color
  combinations contains_sequence convex_hull_agg cosh cosine_distance cosine_similarity crc32 current_catalog
  current_groups current_path current_schema current_time current_user dot_product empty_approx_set ends_with entropy
  euclidean_distance evaluate_classifier_predictions exclude_columns features format_number from_base from_base32
  from_base64url from_big_endian_32 from_big_endian_64 from_encoded_polyline from_geojson_geometry from_ieee754_32
  from_ieee754_64 from_iso8601_timestamp_nanos from_unixtime_nanos geometry_from_hadoop_shape
  geometry_invalid_reason geometry_nearest_points geometry_to_bing_tiles geometry_union geometry_union_agg
  great_circle_distance hamming_distance hash_counts hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512
  human_readable_seconds index intersection_cardinality inverse_beta_cdf inverse_normal_cdf jaccard_index
  json_array json_array_contains json_array_get json_table kurtosis
  learn_classifier learn_libsvm_classifier learn_libsvm_regressor learn_regressor line_interpolate_point
  line_interpolate_points line_locate_point localtime luhn_check make_set_digest map_zip_with merge
  merge_set_digest multimap_agg multimap_from_entries murmur3 ngrams normal_cdf numeric_histogram objectid
  objectid_timestamp parse_data_size parse_duration parse_presto_data_size qdigest_agg quantile_at_value rand
  reduce_agg regexp_position regress render rgb sha512 shuffle simplify_geometry sinh skewness soundex
  spatial_partitioning spatial_partitions spooky_hash_v2_32 spooky_hash_v2_64 st_area st_asbinary st_astext
  st_boundary st_buffer st_centroid st_contains st_convexhull st_coorddim st_crosses st_difference st_dimension
  st_disjoint st_distance st_endpoint st_envelope st_envelopeaspts st_equals st_exteriorring st_geometries
  st_geometryfromtext st_geometryn st_geometrytype st_geomfrombinary st_geomfromkml st_interiorringn
  st_interiorrings st_intersection st_intersects st_isclosed st_isempty st_isring st_issimple st_isvalid st_length
  st_linefromtext st_linestring st_multipoint st_numgeometries st_numinteriorring st_numpoints st_overlaps
  st_point st_pointn st_points st_polygon st_relate st_startpoint st_symdifference st_touches st_union st_within
  st_x st_xmax st_xmin st_y st_ymax st_ymin t_cdf t_pdf table_changes tanh tdigest_agg timestamp_objectid
  timezone_hour timezone_minute to_base to_base32 to_base64url to_big_endian_32 to_big_endian_64 to_char to_date
  to_encoded_polyline to_geojson_geometry to_geometry to_ieee754_32 to_ieee754_64 to_spherical_geography
  to_timestamp trim_array uuid value_at_quantile values_at_quantiles version width_bucket wilson_interval_lower
  wilson_interval_upper word_stem xxhash64
  `.match(/\S+/g),
);

/** Whether Athena has a function that is not supported here. */
export function existsInAthena(name: string): boolean {
  return UNSUPPORTED_FUNCTIONS.has(name);
}
