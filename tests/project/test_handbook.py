"""The handbook: nothing is left out, nothing refers to what does not exist, every link leads on."""

from __future__ import annotations

import importlib.util
import os
import posixpath
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from safeconduct.base.yaml12 import load

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CORPUS = 146
DOCTRINES = 20


def _import(name: str) -> ModuleType:
    """Return a module of the generator, which is a folder of scripts and not installed."""
    if "handbook" not in sys.modules:
        folder = ROOT / "tools" / "handbook"
        spec = importlib.util.spec_from_file_location(
            "handbook", folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        assert spec is not None
        assert spec.loader is not None
        package = importlib.util.module_from_spec(spec)
        sys.modules["handbook"] = package
        spec.loader.exec_module(package)
    return importlib.import_module(f"handbook.{name}")


@pytest.fixture(scope="module")
def material() -> Any:
    """Everything the handbook is written from."""
    return _import("material").read_material()


@pytest.fixture(scope="module")
def pages(material: Any) -> dict[str, str]:
    """The text of every page by its path."""
    return dict(_import("generate").pages(material))


def test_every_provision_of_the_corpus_is_there_once(material: Any) -> None:
    """Each key stands once, as rules or as background with a reason."""
    keys = [provision.key for provision in material.provisions]
    assert len(keys) == len(set(keys)) == CORPUS
    for provision in material.provisions:
        assert bool(provision.rules) != bool(provision.background), provision.key


def test_every_rule_states_a_provision_or_says_why_not(material: Any) -> None:
    """A rule is named by a provision, or is listed as bridging with a reason."""
    stated = {rule for provision in material.provisions for rule in provision.rules}
    assert stated | set(material.bridging) == set(material.rules)
    assert not stated & set(material.bridging)
    assert all(material.bridging.values())


def test_every_position_has_a_doctrine_or_a_reason(material: Any) -> None:
    """Each doctrine of the corpus is stated by positions, or says why by none."""
    stated = {name for doctrine in material.doctrines for name in doctrine.positions}
    assert stated | set(material.undoctrined) == set(material.positions)
    assert len(material.doctrines) == DOCTRINES
    practice = next(one for one in material.doctrines if one.id == "doc-political")
    assert practice.reason
    assert not practice.positions


def test_nothing_refers_to_what_does_not_exist(material: Any) -> None:
    """All references hold: rules, facts, issues, positions, rulings, cases, citations, words."""
    _import("check").check(material)


def test_broken_references_are_named(material: Any) -> None:
    """Each kind of broken reference is told with where it stands."""
    check = _import("check")
    first, *others = material.provisions
    wrong = first.model_copy(update={"rules": ("rs-0",), "background": ""})
    broken = replace(
        material,
        provisions=(wrong, *others, wrong),
        bridging={},
        undoctrined={"overflight/nowhere": "See `nothing`."},
        links=(),
        cases=(*material.cases, _import("material").Case(id="Q0", title="None", rules=["rs-00"])),
    )
    with pytest.raises(check.BrokenReferences) as caught:
        check.check(broken)
    told = "\n".join(caught.value.problems)
    for part in (
        "stands twice",
        "the rule rs-0, which does not exist",
        "duty: no provision names this rule",
        "there is no position overflight/nowhere",
        "speaks of `nothing`",
        "links.yaml has nothing for",
        "Q0 names the rule rs-00",
    ):
        assert part in told


@pytest.mark.parametrize("kind", ["rules", "facts", "issues", "positions", "rulings", "cases"])
def test_everything_has_its_place(kind: str, material: Any, pages: dict[str, str]) -> None:
    """Each rule, fact, issue, position, ruling and case has a section of its own."""
    base, anchor = material.rulebase, _import("site").anchor
    wanted = {
        "rules": [f"rules/{material.body(r)}.md#{r.id}" for r in base.rules],
        "facts": [f"facts.md#{anchor(fact.name)}" for fact in base.facts],
        "issues": [f"issues/{issue.id}.md" for issue in base.issues],
        "positions": [
            f"issues/{issue.id}.md#{anchor(position.id)}"
            for issue in base.issues
            for position in issue.positions
        ],
        "rulings": [f"rulings.md#{ruling.id}" for ruling in material.rulings],
        "cases": [f"cases.md#{case.id}" for case in material.cases],
    }[kind]
    assert set(wanted) <= _targets(pages)


def test_every_internal_link_resolves(pages: dict[str, str]) -> None:
    """No link inside the handbook leads to a page or section that is not there."""
    targets = _targets(pages)
    for page, text in pages.items():
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"https?:", link):
                continue
            path, _, fragment = link.partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path or "."))
            path = page if not link.partition("#")[0] else path
            assert (f"{path}#{fragment}" if fragment else path) in targets, (page, link)


def _targets(pages: dict[str, str]) -> set[str]:
    found = set(pages)
    for page, text in pages.items():
        anchors = re.findall(r"^[- ]*#+ .*\{#([^}]+)\}$", text, re.MULTILINE)
        anchors += re.findall(r'<span id="([^"]+)">', text)
        anchors += [
            re.sub(r"[^\w]+", "-", heading.lower()).strip("-")
            for heading in re.findall(r"^#+ ([^{\n]+)$", text, re.MULTILINE)
        ]
        repeated = {one for one in anchors if anchors.count(one) > 1}
        assert not repeated, (page, repeated)
        found.update(f"{page}#{one}" for one in anchors)
    return found


def test_every_page_is_in_the_navigation(pages: dict[str, str]) -> None:
    """Each page can be reached from the menu, and the menu names no other."""
    document = load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), file="mkdocs.yml").value
    assert isinstance(document, dict)
    assert sorted(_leaves(document["nav"])) == sorted(pages)


def _leaves(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    parts = nav.values() if isinstance(nav, dict) else nav
    return [leaf for part in parts for leaf in _leaves(part)]


def test_the_same_input_writes_the_same_pages(material: Any, pages: dict[str, str]) -> None:
    """Pages depend on their sources only, not on the order of sets."""
    assert dict(_import("generate").pages(material)) == pages


def test_pages_are_written_and_old_ones_go(tmp_path: Path) -> None:
    """Writing replaces what stood there before."""
    target = tmp_path / "docs"
    target.mkdir()
    (target / "old.md").write_text("old", encoding="utf-8")
    written = _import("generate").generate(target)
    assert not (target / "old.md").exists()
    assert all((target / path).is_file() for path in written)
    assert (target / "handbook.css").is_file()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handbook as mkdocs builds it, strictly: without a warning."""
    pytest.importorskip("mkdocs", reason="the extra `docs` is not installed")
    folder = tmp_path_factory.mktemp("handbook")
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    _import("generate").generate(folder / "build" / "handbook" / "docs")
    (folder / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        capture_output=True,
    )
    return folder / "site"


def test_every_page_has_the_frame_of_the_service(site: Path) -> None:
    """One h1, a title, the way past the menu, the style of the service, nothing from elsewhere."""
    loads = re.compile(r"<(script|img|iframe|link)\b[^>]*(src|href)=\"?(https?:)?//")
    built = sorted(site.rglob("*.html"))
    assert len(built) > 40
    for path in built:
        text = path.read_text(encoding="utf-8")
        assert not loads.search(text), path.name
        assert len(re.findall(r"<h1\b", text)) == 1, path.name
        assert re.search("<title>[^<]+ – The safeconduct handbook|<title>The safe", text), path.name
        assert '<a class="skip" href="#main">' in text
        (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+page\.css)">', text)
        assert (path.parent / style).samefile(site / "static" / "page.css")
    page_css = ROOT / "api" / "static" / "page.css"
    assert (site / "static" / "page.css").read_bytes() == page_css.read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "page", ["index", "rules/places", "issues/personal-immunity", "guides/screening", "search"]
)
def test_axe_finds_no_fault_in_the_handbook(
    screen: Any, faults_of: Any, site: Path, page: str, scheme: str
) -> None:
    """As in the pages of the service."""
    shown = screen(1100, 900, scheme)
    shown.goto((site / f"{page}.html").as_uri())
    assert faults_of(shown) == []
