"""The tracked changes as LibreOffice itself settles them: accepted they give the new text, rejected the old.

Needs LibreOffice; skips visibly where it is absent. A macro in a profile of its own does it.
"""

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from string import Template

import pytest

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.terms_memo import Compared
from numspot_desk.documents.pdf import OfficePdf
from numspot_desk.documents.word_redline import WordRedlines
from numspot_desk.terms.comparing import Comparison, compare
from numspot_desk.terms.inscribed import inscribed
from numspot_desk.terms.tree import Terms
from numspot_desk.usecases.general_terms.export_comparison import redline_file
from tests.terms.comparisons import verger
from tests.terms.edited_terms import compared
from tests.terms.inscriptions import EVERY_EFFECT, accepted

pytestmark = pytest.mark.skipif(
    not OfficePdf().available() or shutil.which("soffice") is None,
    reason="LibreOffice is not on this machine",
)

AT = dt.datetime(2026, 11, 23, 10, 30, tzinfo=dt.UTC)
_MODULE = Template("""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub SettleAll
$calls
  StarDesktop.terminate()
End Sub
Sub Settle(source As String, command As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(doc.CurrentController.Frame, ".uno:" &amp; command, "", 0, Array())
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = "Text (encoded)"
  how(1).Name = "FilterOptions" : how(1).Value = "UTF8,LF"
  doc.storeToURL(ConvertToURL(target), how())
  doc.close(True)
End Sub
</script:module>
""")


def _everything() -> Comparison:
    """Inserted, removed, renumbered, moved, reworded, in a table and in a definition at once."""
    return compared(
        [
            ("renumber", "3", "1"),
            ("replace", "ARTICLE 4. Service", "ARTICLE 3. Quai\n\nOn accoste ici.\n\nARTICLE 4. Service"),
            ("replace", "Rouge\t15,00", "Rouge\t16,00"),
            ("replace", "Verte\t", "Bleue\t20,00 euros\taucune\nVerte\t"),
            ("cut", "Créneau :", "Gardien :"),
            ("replace", "plus de douze", "plus de dix"),
            ("move", "2. Révision", "Annexe 2", "Préambule"),
            ("replace", "10 %", "10\N{NO-BREAK SPACE}%"),
        ]
    )


def test_the_office_settles_the_marks_into_either_version(tmp_path: Path) -> None:
    pairs = {"orchard": compare(verger("2025"), verger("2026")), "lighthouse": _everything()}
    calls = []
    for name, found in pairs.items():
        made = Compared(found, "2025", "2026", "Camille Exemple", AT.date())
        (tmp_path / f"{name}.docx").write_bytes(redline_file(made, WordRedlines(), AT))
        for command, side in (("AcceptAllTrackedChanges", "new"), ("RejectAllTrackedChanges", "old")):
            source, target = tmp_path / f"{name}.docx", tmp_path / f"{name}-{side}.txt"
            calls.append(f'  Settle("{source}", "{command}", "{target}")')
    _run_macro(tmp_path / "profile", "\n".join(calls))
    for name, found in pairs.items():
        assert _lines(tmp_path / f"{name}-new.txt") == _whole(found.new)
        assert _lines(tmp_path / f"{name}-old.txt") == _whole(found.old)


def test_the_office_settles_the_consolidated_terms(tmp_path: Path) -> None:
    """Every effect at a clause and at a paragraph, with comments and bookmarks about them."""
    version = verger("2025")
    marked = inscribed(version, EVERY_EFFECT)
    frame = Document("consolidated_terms", "Consolidées", "", (), (), None)
    (tmp_path / "all.docx").write_bytes(WordRedlines().write(frame, marked, "NumSpot", AT))
    calls = [
        f'  Settle("{tmp_path}/all.docx", "{command}AllTrackedChanges", "{tmp_path}/{command}.txt")'
        for command in ("Accept", "Reject")
    ]
    _run_macro(tmp_path / "profile", "\n".join(calls))
    assert _lines(tmp_path / "Reject.txt") == _whole(version)
    assert _lines(tmp_path / "Accept.txt") == accepted(marked)


def _run_macro(profile: Path, calls: str) -> None:
    _office(profile, "--terminate_after_init")  # the first start fills the profile, over what is there
    standard = profile / "user" / "basic" / "Standard"
    (standard / "Module1.xba").write_text(_MODULE.substitute(calls=calls), encoding="utf-8")
    _office(profile, "macro:///Standard.Module1.SettleAll")


def _office(profile: Path, *arguments: str) -> None:
    command = [
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        *arguments,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _whole(version: Terms) -> list[str]:
    return [version.title, *version.body().split("\n")]
