"""The public names of the figures; `__init__.py` reads them from here."""

from .boundaries import load_boundaries as load_boundaries
from .dot_interval import describe_dot_interval as describe_dot_interval
from .dot_interval import draw_dot_interval as draw_dot_interval
from .flow import describe_flow as describe_flow
from .flow import draw_flow as draw_flow
from .funnel import describe_funnel as describe_funnel
from .funnel import draw_funnel as draw_funnel
from .grouped_dots import describe_grouped_dots as describe_grouped_dots
from .grouped_dots import draw_grouped_dots as draw_grouped_dots
from .heat_map import describe_heat_map as describe_heat_map
from .heat_map import draw_heat_map as draw_heat_map
from .lorenz import describe_lorenz as describe_lorenz
from .lorenz import draw_lorenz as draw_lorenz
from .maps import describe_choropleth as describe_choropleth
from .maps import describe_circle_map as describe_circle_map
from .maps import draw_choropleth as draw_choropleth
from .maps import draw_circle_map as draw_circle_map
from .null_distribution import describe_null_distribution as describe_null_distribution
from .null_distribution import draw_null_distribution as draw_null_distribution
from .pool_curve import describe_pool_curve as describe_pool_curve
from .pool_curve import draw_pool_curve as draw_pool_curve
from .specification_curve import describe_specification_curve as describe_specification_curve
from .specification_curve import draw_specification_curve as draw_specification_curve
from .standalone import standalone_svg as standalone_svg
from .style import figure_style as figure_style
from .svg import tell as tell
from .svg import to_png as to_png
from .svg import to_svg as to_svg
from .upset import describe_upset as describe_upset
from .upset import draw_upset as draw_upset
from .winner_matrix import describe_winner_matrix as describe_winner_matrix
from .winner_matrix import draw_winner_matrix as draw_winner_matrix

__all__: list[str]
