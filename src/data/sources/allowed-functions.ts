/**
 * Functions that an expression of a recipe may call: those that compute from their arguments alone.
 * Not among them are what reads files, settings or variables, asks for the time or for chance (the
 * same recipe must give the same bytes), waits, or sums up several rows.
 */
export const allowedFunctions: ReadonlySet<string> = new Set(
  [
    // operators
    "!~~ !~~* % & && * ** + - ->> -> / // << <@ >> @ @> ^ ^@ | || ~ ~~ ~~* ~~~ !__postfix",
    // text
    "ascii bar bit_length char_length character_length chr concat concat_ws contains",
    "damerau_levenshtein editdist3 ends_with format formatreadablesize from_base64 from_hex hamming",
    "hash hex ilike_escape instr jaccard jaro_similarity jaro_winkler_similarity lcase left",
    "left_grapheme length length_grapheme levenshtein like_escape lower lpad ltrim md5 mismatches",
    "nfc_normalize not_ilike_escape not_like_escape octet_length ord parse_dirname parse_filename",
    "position prefix printf regexp_escape regexp_extract regexp_extract_all regexp_full_match",
    "regexp_matches regexp_replace regexp_split_to_array repeat replace reverse right",
    "right_grapheme rpad rtrim sha1 sha256 split split_part starts_with str_split str_split_regex",
    "string_split string_split_regex string_to_array strip_accents strlen strpos substr substring",
    "substring_grapheme suffix to_base to_base64 to_hex translate trim ucase unhex unicode upper",
    "url_decode url_encode array_to_string encode decode base64",
    // numbers
    "abs acos add asin atan atan2 bin bit_count cbrt ceil ceiling cos cot degrees divide even exp",
    "factorial fdiv floor fmod gamma gcd greatest greatest_common_divisor isfinite isinf isnan lcm",
    "least least_common_multiple lgamma ln log log10 log2 mod multiply pi pow power radians round",
    "round_even roundbankers sign signbit sin sqrt subtract tan trunc xor nullif",
    // dates and times
    "age century date_add date_diff date_part date_sub date_trunc datediff datepart datesub",
    "datetrunc day dayname dayofmonth dayofweek dayofyear days_in_month decade epoch epoch_ms",
    "epoch_us era hour isodow isoyear julian last_day make_date make_time make_timestamp",
    "microsecond millennium millisecond minute month monthname quarter second strftime strptime",
    "time_bucket to_days to_hours to_minutes to_months to_seconds to_timestamp to_weeks to_years",
    "try_strptime week weekday weekofyear year yearweek",
    // lists, structures, JSON
    "aggregate apply array_aggr array_aggregate array_append array_apply array_cat array_concat",
    "array_contains array_distinct array_extract array_filter array_has array_has_all",
    "array_has_any array_indexof array_length array_pop_back array_pop_front array_position",
    "array_prepend array_push_back array_push_front array_reduce array_resize array_reverse",
    "array_reverse_sort array_select array_slice array_sort array_to_json array_transform",
    "array_unique array_value array_where array_zip cardinality element_at filter flatten",
    "generate_series json_array json_array_length json_contains json_exists json_extract",
    "json_extract_path json_extract_path_text json_extract_string json_keys json_merge_patch",
    "json_object json_pretty json_quote json_structure json_type json_valid json_value len",
    "list_aggr list_aggregate list_any_value list_append list_apply list_avg list_bool_and",
    "list_bool_or list_cat list_concat list_contains list_count list_distinct list_element",
    "list_extract list_filter list_first list_has list_has_all list_has_any list_indexof",
    "list_intersect list_last list_max list_median list_min list_pack list_position list_prepend",
    "list_product list_reduce list_resize list_reverse list_reverse_sort list_select list_slice",
    "list_sort list_sum list_transform list_unique list_value list_where list_zip map map_concat",
    "map_contains map_entries map_extract map_extract_value map_from_entries map_keys map_values",
    "range reduce row struct_concat struct_contains struct_extract struct_extract_at struct_insert",
    "struct_keys struct_pack struct_update struct_values to_json typeof",
  ].flatMap((names) => names.split(" ")),
);

/** Functions of these whose value is a number, whatever they are given. */
export const numericFunctions: ReadonlySet<string> = new Set(
  [
    "% * ** + - / // ^ abs bit_length cardinality ceil ceiling char_length character_length",
    "damerau_levenshtein date_diff date_part datediff day dayofmonth dayofweek dayofyear floor",
    "hour instr isodow json_array_length len length length_grapheme levenshtein list_count",
    "list_position minute month octet_length position quarter round second sqrt strlen strpos",
    "trunc unicode week weekday weekofyear year",
  ].flatMap((names) => names.split(" ")),
);

export const arithmeticOperators: ReadonlySet<string> = new Set("% * ** + - / // ^".split(" "));

/** Functions that take a function of elements. */
export const functionsOfLambdas: ReadonlySet<string> = new Set(
  ["list", "array"]
    .flatMap((kind) => ["apply", "filter", "reduce", "transform"].map((name) => `${kind}_${name}`))
    .concat("apply", "filter", "reduce"),
);
