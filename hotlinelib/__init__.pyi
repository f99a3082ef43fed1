"""The public names, for type checkers and editors; `__init__.py` loads them when used."""

from hotlinelib.award_list.article import read_awards
from hotlinelib.award_list.parse import parse_awards
from hotlinelib.curation.audit import audit_edition
from hotlinelib.curation.build import build
from hotlinelib.curation.check import check
from hotlinelib.errors import (
    DataError,
    HotlineError,
    MissingPackageError,
    ParameterError,
    ParseError,
    ReportError,
)
from hotlinelib.figures.boundaries import load_boundaries
from hotlinelib.figures.choropleth import describe_choropleth, draw_choropleth
from hotlinelib.figures.circle_map import describe_circle_map, draw_circle_map
from hotlinelib.figures.dot_interval import describe_dot_interval, draw_dot_interval
from hotlinelib.figures.flow import describe_flow, draw_flow
from hotlinelib.figures.funnel import describe_funnel, draw_funnel
from hotlinelib.figures.grouped_dots import describe_grouped_dots, draw_grouped_dots
from hotlinelib.figures.heat_map import describe_heat_map, draw_heat_map
from hotlinelib.figures.lorenz import describe_lorenz, draw_lorenz
from hotlinelib.figures.null_distribution import describe_null_distribution, draw_null_distribution
from hotlinelib.figures.pool_curve import describe_pool_curve, draw_pool_curve
from hotlinelib.figures.specification_curve import (
    describe_specification_curve,
    draw_specification_curve,
)
from hotlinelib.figures.standalone import standalone_svg
from hotlinelib.figures.style import figure_style
from hotlinelib.figures.svg import tell, to_png, to_svg
from hotlinelib.figures.upset import describe_upset, draw_upset
from hotlinelib.figures.winner_matrix import describe_winner_matrix, draw_winner_matrix
from hotlinelib.findings.regional.distribution import (
    award_table,
    compare_regions,
    count_by,
    division_coverage,
    name_neighbours,
    region_sizes,
    regional_rates,
)
from hotlinelib.findings.regional.prefecture_frame import (
    load_prefecture_neighbours,
    prefecture_frame,
)
from hotlinelib.findings.winners.counting import (
    compare_rules,
    count_distribution,
    count_winners,
    identify_winners,
    list_people,
    multi_award_winners,
    name_winners,
    winner_matrix,
)
from hotlinelib.institutions.kinds import (
    add_kinds,
    classify_names,
    count_kinds,
    identify_kinds,
    kinds_by_award,
    kinds_by_region,
    load_kinds,
)
from hotlinelib.institutions.words import count_words, split_names
from hotlinelib.labels import label_values
from hotlinelib.language import speak
from hotlinelib.measures import (
    co_occurrence,
    count_rates,
    cramers_v,
    exact_expected_repeat_winners,
    exact_repeat_winner_probabilities,
    fisher_exact,
    gini,
    goodness_of_fit,
    herfindahl_hirschman,
    holm,
    independence,
    intersections,
    location_quotients,
    lorenz_curve,
    morans_i,
    pair_association,
    proportion_intervals,
    repeat_winner_curve,
    repeat_winner_test,
    repeat_winners,
    theil,
    theil_decomposition,
)
from hotlinelib.paper import Paper
from hotlinelib.places.divisions import (
    load_divisions,
    load_neighbours,
    load_prefecture_population,
    load_provinces,
)
from hotlinelib.places.locate import locate
from hotlinelib.places.regions import Regions
from hotlinelib.selection import city_units, count_units, select_awards
from hotlinelib.storage import data
from hotlinelib.tables.editions import list_editions, read_source_record
from hotlinelib.tables.export import export_tables, load_data_dictionary, read_exported
from hotlinelib.tables.load import (
    load_award_categories,
    load_awards,
    load_organisations,
    load_witnesses,
    require_full,
)
from hotlinelib.tables.names import resolve_award, resolve_province
from hotlinelib.winners.chance import load_eligible_pools
from hotlinelib.winners.pairs import award_combinations, award_holdings, award_pairs, shared_winners

__version__: str
__all__ = [
    "DataError",
    "HotlineError",
    "MissingPackageError",
    "Paper",
    "ParameterError",
    "ParseError",
    "Regions",
    "ReportError",
    "add_kinds",
    "audit_edition",
    "award_combinations",
    "award_holdings",
    "award_pairs",
    "award_table",
    "build",
    "check",
    "city_units",
    "classify_names",
    "co_occurrence",
    "compare_regions",
    "compare_rules",
    "count_by",
    "count_distribution",
    "count_kinds",
    "count_rates",
    "count_units",
    "count_winners",
    "count_words",
    "cramers_v",
    "data",
    "describe_choropleth",
    "describe_circle_map",
    "describe_dot_interval",
    "describe_flow",
    "describe_funnel",
    "describe_grouped_dots",
    "describe_heat_map",
    "describe_lorenz",
    "describe_null_distribution",
    "describe_pool_curve",
    "describe_specification_curve",
    "describe_upset",
    "describe_winner_matrix",
    "division_coverage",
    "draw_choropleth",
    "draw_circle_map",
    "draw_dot_interval",
    "draw_flow",
    "draw_funnel",
    "draw_grouped_dots",
    "draw_heat_map",
    "draw_lorenz",
    "draw_null_distribution",
    "draw_pool_curve",
    "draw_specification_curve",
    "draw_upset",
    "draw_winner_matrix",
    "exact_expected_repeat_winners",
    "exact_repeat_winner_probabilities",
    "export_tables",
    "figure_style",
    "fisher_exact",
    "gini",
    "goodness_of_fit",
    "herfindahl_hirschman",
    "holm",
    "identify_kinds",
    "identify_winners",
    "independence",
    "intersections",
    "kinds_by_award",
    "kinds_by_region",
    "label_values",
    "list_editions",
    "list_people",
    "load_award_categories",
    "load_awards",
    "load_boundaries",
    "load_data_dictionary",
    "load_divisions",
    "load_eligible_pools",
    "load_kinds",
    "load_neighbours",
    "load_organisations",
    "load_prefecture_neighbours",
    "load_prefecture_population",
    "load_provinces",
    "load_witnesses",
    "locate",
    "location_quotients",
    "lorenz_curve",
    "morans_i",
    "multi_award_winners",
    "name_neighbours",
    "name_winners",
    "pair_association",
    "parse_awards",
    "prefecture_frame",
    "proportion_intervals",
    "read_awards",
    "read_exported",
    "read_source_record",
    "region_sizes",
    "regional_rates",
    "repeat_winner_curve",
    "repeat_winner_test",
    "repeat_winners",
    "require_full",
    "resolve_award",
    "resolve_province",
    "select_awards",
    "shared_winners",
    "speak",
    "split_names",
    "standalone_svg",
    "tell",
    "theil",
    "theil_decomposition",
    "to_png",
    "to_svg",
    "winner_matrix",
]
