"""A document for a word processor: its paper, letters, footnotes and numbered pages.

python-docx writes no footnotes of its own, and its template is an American letter in blue: what
differs is set here, so that `memo` only says what stands in the memo.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_SERIF: Final = "Georgia"
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES: Final = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_PART: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS: Final = "".join(
    f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for id_, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
_COLUMNS: Final = (3.6, 12.4)
_SIZES: Final = {"Normal": 10.5, "Title": 20, "Heading 1": 13, "List Bullet": 10.5}


class WordDocument:
    """A document in British English on A4, which is written from its top to its end.

    ``made``: the moment that it says it was made; the same parts make the same bytes.
    """

    def __init__(self, title: str, comments: str, foot: str, made: datetime) -> None:
        from docx import Document  # most who run the service never ask for one

        self._document = Document()
        self._numbers: dict[int, int] = {}
        self._notes: list[str] = []
        core = self._document.core_properties
        core.title, core.author, core.comments = title, "safeconduct", comments
        core.language = "en-GB"
        core.created = core.modified = made
        core.last_modified_by = "safeconduct"
        self._set_page(foot)
        self._set_styles()
        self._part = self._footnotes()
        self._document.add_heading(title, 0)

    def heading(self, text: str) -> None:
        """Write a heading."""
        self._document.add_heading(text, 1)

    def paragraph(
        self, text: str = "", style: str | None = None, indent: float | None = None
    ) -> Paragraph:
        """Write a paragraph; what is one of many lines is set in by so many centimetres."""
        from docx.shared import Cm, Pt

        made = self._document.add_paragraph(text, style)
        if indent is not None:
            made.paragraph_format.left_indent = Cm(indent)
            made.paragraph_format.space_after = Pt(3)
        return made

    def bullets(self, lines: Iterable[str]) -> None:
        """Write a list."""
        for line in lines:
            self.paragraph(line, "List Bullet")

    def table(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write names with their values, beside each other."""
        from docx.oxml.parser import parse_xml
        from docx.shared import Cm, Pt

        made = self._document.add_table(0, 2)
        made.autofit = False
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:color="D9D6CD"/>'
            for side in ("top", "bottom", "insideH")
        )
        lines = parse_xml(f"<w:tblBorders {_NAMES}>{sides}</w:tblBorders>")
        made._tblPr.insert_element_before(lines, "w:tblLayout", "w:tblLook")  # noqa: SLF001
        for column, width in zip(made.columns, _COLUMNS, strict=True):
            column.width = Cm(width)
        for name, value in rows:
            cells = made.add_row().cells
            for cell, width, text in zip(cells, _COLUMNS, (name, value), strict=True):
                cell.width = Cm(width)
                line = cell.paragraphs[0]
                line.paragraph_format.space_after = Pt(2)
                if text.startswith("http"):
                    self.link(line, text, text)
                else:
                    line.add_run(text).bold = text is name

    def link(self, paragraph: Paragraph, text: str, url: str) -> None:
        """Write a text that leads to an address."""
        id_ = self._document.part.relate_to(url, f"{_R}/hyperlink", is_external=True)
        self._add(
            paragraph,
            f'<w:hyperlink {_NAMES} r:id="{id_}"><w:r><w:rPr><w:color w:val="0B4F86"/>'
            f'<w:u w:val="single"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
            "</w:hyperlink>",
        )

    def note(self, paragraph: Paragraph, source: int, says: str, url: str | None) -> None:
        """Cite a source in a footnote; when it is cited again, that footnote is named."""
        number = self._numbers.get(source)
        mark = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        if number is None:
            number = self._numbers[source] = len(self._numbers) + 1
            self._notes.append(self._footnote(number, says, url))
            name = f'w:id="{number}" w:name="_Note{number}"'
            self._add(paragraph, f"<w:bookmarkStart {_NAMES} {name}/>")
            self._add(
                paragraph,
                f'<w:r {_NAMES}>{mark}<w:footnoteReference w:id="{number}"/></w:r>',
            )
            self._add(paragraph, f'<w:bookmarkEnd {_NAMES} w:id="{number}"/>')
        else:
            self._field(paragraph, f"NOTEREF _Note{number} \\f \\h", str(number), mark)

    def number_of(self, source: int) -> int | None:
        """Return the footnote in which a source is cited, if it is."""
        return self._numbers.get(source)

    def saved(self) -> bytes:
        """Return the document; its parts bear no time, so that it can be made again."""
        text = f"<w:footnotes {_NAMES}>{_SEPARATORS}{''.join(self._notes)}</w:footnotes>"
        self._part._blob = text.encode()  # noqa: SLF001  (a part is made before its text is known)
        made, out = io.BytesIO(), io.BytesIO()
        self._document.save(made)
        with zipfile.ZipFile(made) as parts, zipfile.ZipFile(out, "w") as packed:
            for name in parts.namelist():
                packed.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _footnote(self, number: int, says: str, url: str | None) -> str:
        run = f'<w:r><w:rPr><w:sz w:val="17"/></w:rPr><w:t>{escape(says)}</w:t></w:r>'
        if url:
            id_ = self._part.relate_to(url, f"{_R}/hyperlink", is_external=True)
            run = f'<w:hyperlink r:id="{id_}">{run}</w:hyperlink>'
        return (
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:spacing w:after="20" w:line="240" '
            'w:lineRule="auto"/></w:pPr><w:r><w:rPr><w:sz w:val="17"/>'
            '<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{run}</w:p></w:footnote>'
        )

    def _footnotes(self) -> Any:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml.parser import parse_xml

        named = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
        self._document.settings.element.insert_element_before(
            parse_xml(f"<w:footnotePr {_NAMES}>{named}</w:footnotePr>"), "w:endnotePr", "w:compat"
        )
        part = Part(PackURI("/word/footnotes.xml"), _PART, b"", self._document.part.package)
        self._document.part.relate_to(part, f"{_R}/footnotes")
        return part

    def _set_page(self, foot: str) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm, Pt

        page = self._document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.5)
        page.top_margin = page.bottom_margin = Cm(2.2)
        line = page.footer.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        line.add_run(f"{foot} · page ")
        for field, before in (("PAGE", ""), ("NUMPAGES", " of ")):
            line.add_run(before)
            self._field(line, field, "1")
        self._document.styles["Footer"].font.size = Pt(8)

    def _set_styles(self) -> None:
        """Take the letters, colours and lines of the template's theme away."""
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        styles = self._document.styles
        for fonts in styles.element.iter(qn("w:rFonts")):
            fonts.attrib.clear()
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{kind}"), _SERIF)
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), "en-GB")
        styles["Normal"].font.name = _SERIF
        for name, size in _SIZES.items():
            for style in (one for one in styles if one.name in (name, f"{name} Char")):
                style.font.size = Pt(size)
                style.font.color.rgb = RGBColor(0x1B, 0x1D, 0x21)
                for line in style.element.findall(f".//{qn('w:pBdr')}"):
                    line.getparent().remove(line)
        normal: Any = styles["Normal"]
        normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
        styles["List Bullet"].paragraph_format.space_after = Pt(3)
        styles["Heading 1"].paragraph_format.space_before = Pt(14)
        styles["Heading 1"].paragraph_format.space_after = Pt(4)

    def _field(self, paragraph: Paragraph, field: str, shown: str, how: str = "") -> None:
        """Write what the word processor computes, as it is shown until then."""
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> {field} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{shown}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        ):
            self._add(paragraph, f"<w:r {_NAMES}>{how}{part}</w:r>")

    @staticmethod
    def _add(paragraph: Paragraph, xml: str) -> None:
        from docx.oxml.parser import parse_xml

        paragraph._p.append(parse_xml(xml))  # noqa: SLF001  (python-docx has no other way)
