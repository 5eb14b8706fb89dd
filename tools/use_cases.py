"""Writes docs/explanation/use-cases.md from the cards in scenarios/cards: `make docs`."""

from __future__ import annotations

from pathlib import Path
from typing import Final, get_args

from service.experiments.scenario_card import Card, MmService
from service.experiments.scenario_load import load_scenario

ROOT: Final = Path(__file__).resolve().parents[1]
CARDS: Final = ROOT / "scenarios" / "cards"
PAGE: Final = ROOT / "docs" / "explanation" / "use-cases.md"
_HEAD: Final = """# Use cases of private nodes

Written by `tools/use_cases.py` from the cards in `scenarios/cards`. Each card is a scenario that
plays its use case and fails when the table below is wrong: run it with
`cxltwin scenario run scenarios/cards/NAME.yaml --local --explain`. Rights and services are those of
`rfc-v4`. The smallest right set is the one that the scenario works with; tests take each right away
and see a service go that the scenario relies on.

| use case | smallest right set (NP_OPS_) | callbacks | services that touch its pages |
|---|---|---|---|
"""


def cards() -> list[tuple[str, str, str, Card]]:
    """File name, title, description and card of every card."""
    found = []
    for path in sorted(CARDS.glob("*.yaml")):
        scenario = load_scenario(path.name, path.read_text(encoding="utf-8")).scenario
        assert scenario.card is not None, path.name
        found.append((path.stem, scenario.title, scenario.description, scenario.card))
    return found


def page() -> str:
    """The page."""
    lines = [_HEAD]
    rows = cards()
    for name, _, _, card in rows:
        flags = ", ".join(flag.removeprefix("NP_OPS_") for flag in card.flags) or "none"
        lines.append(
            f"| [{card.use_case}](#{name}) | {flags} | {', '.join(card.callbacks) or 'none'} "
            f"| {len(card.touched_by)} of {len(get_args(MmService))} |\n"
        )
    for name, title, text, card in rows:
        flags = ", ".join(f"`{flag}`" for flag in card.flags) or "none"
        calls = ", ".join(f"`{each}`" for each in card.callbacks) or "none"
        lines += [
            f'\n<a id="{name}"></a>\n## {title}\n\n{text}\n\n',
            f"**Why a node and not ZONE_DEVICE**: {card.not_zone_device}\n\n",
            f"**Why a node and not a file under /dev**: {card.not_dev_file}\n\n",
            f"**Smallest right set**: {flags}; callbacks: {calls}.\n\n",
            f"**Services that touch its pages**: {'; '.join(card.touched_by)}.\n\n",
            f"Played by `scenarios/cards/{name}.yaml`.\n",
        ]
    return "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
