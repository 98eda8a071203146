"""The package's pictures as operators of PDF."""

import io
import json
import zlib
from base64 import b64decode

import pytest

from kneeline.report.figures import figure_addresses
from kneeline.report.pdf import pdf_bytes, pdf_problem
from kneeline.report.printed_figure import printable

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 200 100">
<g transform="translate(100)"><path d="M10 20l30 0q10 0 10 10z" fill="#ff0000" fill-opacity=".5"/></g></svg>"""


def test_a_path_is_painted_where_its_group_is() -> None:
    told = json.loads(printable(SVG))
    assert told["size"] == [20, 10]
    assert told["opacities"] == [0.5, 1.0]
    content = zlib.decompress(b64decode(told["packed"])).decode().splitlines()
    assert content == ["/o0f gs", "/o1s gs", "1 0 0 rg", "110 20 m", "140 20 l", "147 20 150 23 150 30 c", "h", "f"]


def test_a_picture_on_two_pages_is_in_the_file_once() -> None:
    problem = pdf_problem()
    if problem is not None:
        pytest.skip(problem)
    pypdf = pytest.importorskip("pypdf")
    picture = f'<p><img src="{figure_addresses(["clamshell"])["clamshell"]}" alt="" style="width:62mm"></p>'
    document = pypdf.PdfReader(io.BytesIO(pdf_bytes(f'{picture}<p style="break-before:page">{picture}')))
    first, second = (page["/Resources"]["/XObject"].raw_get("/iclamshell0") for page in document.pages)
    assert first.idnum == second.idnum
    assert first.get_object()["/BBox"][2] > 0
