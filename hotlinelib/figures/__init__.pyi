"""The public names of the figures; `__init__.py` reads them from here."""

from .boundaries import load_boundaries as load_boundaries
from .chart import Chart as Chart
from .dot_interval import DotInterval as DotInterval
from .entrants_curve import EntrantsCurve as EntrantsCurve
from .flow import FlowDiagram as FlowDiagram
from .funnel import FunnelPlot as FunnelPlot
from .grouped_dots import GroupedDots as GroupedDots
from .heat_map import HeatMap as HeatMap
from .lorenz import LorenzCurves as LorenzCurves
from .maps import Choropleth as Choropleth
from .maps import CircleMap as CircleMap
from .null_distribution import NullDistribution as NullDistribution
from .specification_curve import SpecificationCurve as SpecificationCurve
from .standalone import standalone_svg as standalone_svg
from .style import figure_style as figure_style
from .svg import tell as tell
from .svg import to_png as to_png
from .svg import to_svg as to_svg
from .upset import UpSet as UpSet
from .winner_matrix import WinnerMatrix as WinnerMatrix

__all__: list[str]
