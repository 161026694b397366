"""Talkoot in a real browser: `run.py PATH_TO_TALKOOT [PART …]`. Starts a demo town of its own and stops it at the end."""
import pathlib
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from browser import Window
import api
import doors
import forms
import pages
from journey import Journey, by_keyboard, without_script
from town import Town


def journey(town):
    """The thin line at a desk, in English, with the mouse."""
    with Window(town.address) as window:
        Journey(town, window).walk()


def phone(town):
    """Its first third on a phone, in Finnish."""
    with Window(town.address, width=360, height=740, language="fi") as window:
        window.open("/kuusila")
        window.click(".menu-btn", leaves=False)
        window.click('#menu .langs a[lang="fi"]')
        Journey(town, window).first_third()
        assert window.language == "fi"


def keyboard(town):
    with Window(town.address) as window:
        by_keyboard(town, window)


def scriptless(town):
    with Window(town.address, scripts=False) as window:
        without_script(town, window)


def words(town):
    return pages.words(town)


def axe(town):
    with Window(town.address) as window:
        return pages.axe(town, window)


def mistakes(town):
    with Window(town.address) as window:
        forms.forms(town, window)


def http(town):
    doors.doors(town)


def interface(town):
    return api.api(town.program)


PARTS = {"journey": journey, "phone": phone, "keyboard": keyboard, "scriptless": scriptless, "mistakes": mistakes, "http": http, "interface": interface, "words": words, "axe": axe}


def main(arguments):
    if not arguments:
        print(__doc__)
        return 2
    wanted = arguments[1:] or list(PARTS)
    failed = []
    with Town(arguments[0]) as town:
        for name in wanted:
            begun = time.monotonic()
            try:
                said = PARTS[name](town)
                print(f"ok    {name}  {time.monotonic() - begun:.0f} s" + (f", {said}" if isinstance(said, str) else ""), flush=True)
            except Exception:
                failed.append(name)
                print(f"FAIL  {name}\n{traceback.format_exc()}", flush=True)
    print(f"{len(wanted) - len(failed)} of {len(wanted)} parts hold" + (f"; not: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
