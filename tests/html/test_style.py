"""The stylesheet: every pair of colours can be read (WCAG 2 AA), charts need none, A4."""

import re
from importlib.resources import files
from itertools import product

SHEET = files("shinryo_ratio.reports.html").joinpath("report.css").read_text("utf-8")
PLAIN = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.S)
COLOURS = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", PLAIN))
RULES = re.findall(r"([^{}]+)\{([^{}]*)\}", PLAIN)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def used(declared: str, *properties: str) -> set[str]:
    """The colours that a rule gives to these properties, by value."""
    pattern = rf"(?:^|;)\s*(?:{'|'.join(properties)}):\s*([^;]+)"
    found = set()
    for value in re.findall(pattern, declared):
        found |= {COLOURS[name] for name in re.findall(r"var\(--([a-z]+)\)", value)}
        found |= set(re.findall(r"#[0-9a-f]{6}", value))
    return found


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_every_text_can_be_read_on_every_ground() -> None:
    grounds = set().union(*(used(rule, "background", "background-color") for _, rule in RULES))
    texts = set().union(*(used(rule, "color") for _, rule in RULES))
    drawn = set().union(*(used(rule, "fill") for name, rule in RULES if "text" in name or "small" in name))
    assert COLOURS["paper"] in grounds
    assert len(texts) > 3
    assert {
        (text, ground) for text, ground in product(texts | drawn, grounds) if contrast(text, ground) < 4.5
    } == set()


def test_every_ground_has_its_text_colour_beside_it() -> None:
    for name, rule in RULES:
        if used(rule, "background", "background-color"):
            assert used(rule, "color"), name


def test_every_line_that_tells_something_can_be_seen() -> None:
    lines = {name: used(rule, "stroke") for name, rule in RULES if ".chart" in name and "stroke:" in rule}
    assert len(lines) > 6
    for name, colours in lines.items():
        if ".cut" not in name and ".halo" not in name:  # gaps in a dark bar are paper on purpose
            assert min(contrast(colour, COLOURS["paper"]) for colour in colours) >= 3, name


def test_charts_are_drawn_without_colour() -> None:
    for name, rule in RULES:
        if ".chart" in name:
            for colour in used(rule, "fill", "stroke"):
                channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
                assert max(channels) - min(channels) <= 0x14, name


def test_colours_are_named_once() -> None:
    assert set(COLOURS) == set(re.findall(r"var\(--([a-z]+)\)", PLAIN))
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}", PLAIN)) == set(COLOURS.values())


def test_the_page_is_a4_and_tables_repeat_their_heads() -> None:
    assert re.search(r"@page\s*\{[^}]*size: A4;", PLAIN)
    assert 'counter(page) " / " counter(pages)' in PLAIN
    rules = {name.strip(): rule for name, rule in RULES}
    assert "table-header-group" in rules["thead"]
    assert "break-inside: avoid" in rules["tr"]
