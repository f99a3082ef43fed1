"""The awards of China's government service hotlines as data, analyses and reports.

A name is loaded when it is first used, so that importing the package costs nothing. Most measures,
the figures and reports need the extra `reports`; what needs one says how to install it.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

# Module -> the public names that it defines. Type checkers and editors read __init__.pyi; a test
# holds the two against each other.
_PUBLIC = {
    "curation.audit": ("audit_edition",),
    "curation.build": ("build",),
    "curation.check": ("check",),
    "award_list.article": ("read_awards",),
    "award_list.parse": ("parse_awards",),
    "places.conversion": ("convert_codes",),
    "places.regions": ("Regions",),
    "places.divisions": (
        "load_divisions",
        "load_neighbours",
        "load_prefecture_population",
        "load_provinces",
    ),
    "tables.editions": ("list_editions", "read_source_record"),
    "errors": (
        "DataError",
        "HotlineError",
        "MissingPackageError",
        "ParameterError",
        "ParseError",
        "ReportError",
    ),
    "tables.export": ("export_tables", "load_data_dictionary", "read_exported"),
    "figures.boundaries": ("load_boundaries",),
    "figures.choropleth": ("describe_choropleth", "draw_choropleth"),
    "figures.circle_map": ("describe_circle_map", "draw_circle_map"),
    "figures.dot_interval": ("describe_dot_interval", "draw_dot_interval"),
    "figures.flow": ("describe_flow", "draw_flow"),
    "figures.funnel": ("describe_funnel", "draw_funnel"),
    "figures.grouped_dots": ("describe_grouped_dots", "draw_grouped_dots"),
    "figures.heat_map": ("describe_heat_map", "draw_heat_map"),
    "figures.lorenz": ("describe_lorenz", "draw_lorenz"),
    "figures.null_distribution": ("describe_null_distribution", "draw_null_distribution"),
    "figures.pool_curve": ("describe_pool_curve", "draw_pool_curve"),
    "figures.specification_curve": ("describe_specification_curve", "draw_specification_curve"),
    "figures.standalone": ("standalone_svg",),
    "figures.style": ("figure_style",),
    "figures.svg": ("tell", "to_png", "to_svg"),
    "figures.upset": ("describe_upset", "draw_upset"),
    "figures.winner_matrix": ("describe_winner_matrix", "draw_winner_matrix"),
    "institutions.words": ("count_words", "split_names"),
    "institutions.kinds": (
        "add_kinds",
        "classify_names",
        "count_kinds",
        "identify_kinds",
        "kinds_by_award",
        "kinds_by_region",
        "load_kinds",
    ),
    "labels": ("label_values",),
    "language": ("speak",),
    "measures": (
        "co_occurrence",
        "count_rates",
        "cramers_v",
        "exact_expected_repeat_winners",
        "exact_repeat_winner_probabilities",
        "fisher_exact",
        "gini",
        "goodness_of_fit",
        "herfindahl_hirschman",
        "holm",
        "independence",
        "intersections",
        "location_quotients",
        "lorenz_curve",
        "morans_i",
        "pair_association",
        "proportion_intervals",
        "repeat_winner_curve",
        "repeat_winner_test",
        "repeat_winners",
        "theil",
        "theil_decomposition",
    ),
    "paper": ("Paper",),
    "places.locate": ("locate",),
    "findings.regional.distribution": (
        "award_table",
        "compare_regions",
        "count_by",
        "division_coverage",
        "name_neighbours",
        "region_sizes",
        "regional_rates",
    ),
    "findings.regional.prefecture_frame": ("load_prefecture_neighbours", "prefecture_frame"),
    "places.regions": ("Regions",),
    "selection": ("city_units", "count_units", "select_awards"),
    "storage": ("data",),
    "tables.load": (
        "load_award_categories",
        "load_awards",
        "load_organisations",
        "load_witnesses",
        "require_full",
    ),
    "tables.names": ("resolve_award", "resolve_province"),
    "findings.winners.counting": (
        "count_distribution",
        "count_winners",
        "identify_winners",
        "multi_award_winners",
        "name_winners",
        "winner_matrix",
    ),
}
# Parts of the package with public names of their own.
_ROOMS = ("findings", "measures")
_HOMES = {name: module for module, names in _PUBLIC.items() for name in names}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    # Imported only now, so that importing the package costs nothing.
    from hotlinelib.errors import nearest
    from hotlinelib.extras import from_extra

    if name in _ROOMS:
        return import_module(f"hotlinelib.{name}")
    if name not in _HOMES:
        hint = nearest(name, __all__) or "; hotlinelib.__all__ lists them"
        raise AttributeError(f"module 'hotlinelib' has no public name {name!r}{hint}")
    with from_extra("reports"):
        value = getattr(import_module(f"hotlinelib.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Offer only what is public."""
    return [*__all__, *_ROOMS]
