"""Names of people and places for texts that are made."""
import subprocess
from pathlib import Path

from faker import Faker
from faker.config import AVAILABLE_LOCALES


def people_of_locales():
    """Latin-script given names and surnames of each locale of Faker that has enough of them."""
    locales = []
    for locale in sorted(AVAILABLE_LOCALES):
        try:
            faker = Faker(locale)
            people = [(faker.first_name(), faker.last_name()) for _ in range(400)]
        except Exception:
            continue
        latin = [person for person in people if all(ord(letter) < 0x250 for letter in "".join(person))]
        latin = [person for person in latin if person[0][:1].isupper() and person[1][:1].isupper()]
        if len(latin) > 50:
            locales.append(latin)
    return locales


def places():
    """Countries and towns of the gazetteer; the program zstd unpacks it."""
    gazetteer = Path(__file__).parent / "../data/gazetteer.tsv.zst"
    lines = subprocess.run(["zstd", "-dc", str(gazetteer)], capture_output=True, text=True, check=True).stdout.splitlines()
    entries = [line.split("\t") for line in lines]
    return ([name.title() for name, letter in entries if letter == "C"], [name.title() for name, letter in entries if letter == "G"])
