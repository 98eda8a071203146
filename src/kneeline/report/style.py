"""The style of every page: tokens, sheets and the font; what a page shows is another matter."""

from base64 import b64encode
from importlib.resources import files

from kneeline.report.colour import token_css

FONT_FILE = "assets/atkinson-hyperlegible-next-latin-wght-normal.woff2"


def page_style() -> str:
    """The style of a page that stands alone: its font and `style_sheet`."""
    return "\n".join([_font_face(), style_sheet()])


def style_sheet() -> str:
    """The style of every page: tokens, then the sheets in ``pages/``; without the font, whose place differs."""
    pages = files("kneeline.report").joinpath("pages")
    sheets = [pages.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "programme.css")]
    widths = "".join(f".rem-{width}{{max-width:{width}rem}}" for width in range(5, 81))
    return "\n".join([token_css(), *sheets, widths])


def _font_face() -> str:
    """The page's own font, embedded; without its file the system's font takes its place."""
    file = files("kneeline.report").joinpath(FONT_FILE)
    if not file.is_file():
        return ""
    data = b64encode(file.read_bytes()).decode("ascii")
    return (
        '@font-face{font-family:"Atkinson Hyperlegible Next Variable";font-weight:200 800;font-display:swap;'
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
    )
