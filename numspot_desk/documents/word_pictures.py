"""A picture in a line of a Word file. Which part holds it, and its relation, is decided in `word_parts`."""

import struct
from typing import Final

from lxml import etree

from numspot_desk.documents.word_xml import NAMESPACES, Element, R, add

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU_PER_MM: Final = 36000
PICTURE: Final = "word/media/picture.png"
"""The part that holds the picture of a document."""
PICTURE_ID: Final = "rId7"
"""Its relation, after those that every document has."""


def add_picture(
    paragraph: Element, png: bytes, width_mm: float, height_mm: float, *, relation: str, name: str, said: str
) -> float:
    """Put a PNG in the line, as large as the given room lets it be, with its description; returns its height
    in millimetres."""
    width, height = struct.unpack(">II", png[16:24])
    scale = min(width_mm / max(width, 1), height_mm / max(height, 1))
    extent = {"cx": str(int(width * scale * _EMU_PER_MM)), "cy": str(int(height * scale * _EMU_PER_MM))}
    inline = f"{_DRAWING}/wordprocessingDrawing"
    main, picture = f"{_DRAWING}/main", f"{_DRAWING}/picture"
    drawing = add(add(paragraph, "r"), "drawing")
    frame = etree.SubElement(
        drawing,
        f"{{{inline}}}inline",
        {f"dist{side}": "0" for side in "TBLR"},
        nsmap={**NAMESPACES, "wp": inline, "a": main, "pic": picture},
    )
    etree.SubElement(frame, f"{{{inline}}}extent", extent)
    etree.SubElement(frame, f"{{{inline}}}docPr", id="1", name=name, descr=said)
    graphic = etree.SubElement(
        etree.SubElement(frame, f"{{{main}}}graphic"), f"{{{main}}}graphicData", uri=picture
    )
    image = etree.SubElement(graphic, f"{{{picture}}}pic")
    about = etree.SubElement(image, f"{{{picture}}}nvPicPr")
    etree.SubElement(about, f"{{{picture}}}cNvPr", id="1", name=name)
    etree.SubElement(about, f"{{{picture}}}cNvPicPr")
    fill = etree.SubElement(image, f"{{{picture}}}blipFill")
    blip = etree.SubElement(fill, f"{{{main}}}blip")
    blip.set(f"{{{R}}}embed", relation)
    etree.SubElement(etree.SubElement(fill, f"{{{main}}}stretch"), f"{{{main}}}fillRect")
    look = etree.SubElement(image, f"{{{picture}}}spPr")
    place = etree.SubElement(look, f"{{{main}}}xfrm")
    etree.SubElement(place, f"{{{main}}}off", x="0", y="0")
    etree.SubElement(place, f"{{{main}}}ext", extent)
    shape = etree.SubElement(look, f"{{{main}}}prstGeom", prst="rect")
    etree.SubElement(shape, f"{{{main}}}avLst")
    return float(height * scale)
