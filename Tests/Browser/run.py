"""Talkoot from outside: `run.py PATH_TO_TALKOOT [PART …]`. Starts a demo town of its own and stops it at the end.

`pictures=FOLDER` instead of parts draws every kind of page at 1280 and 360 pixels, to be looked at."""
import concurrent.futures
import pathlib
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import api
import definition as defining
import doors
import forms
import pages
import problems as walking
from browser import Window
from journey import Journey, by_keyboard, without_script
from town import Town


def journey(town):
    """The thin line at a desk, in English, with the mouse."""
    with Window(town.address) as window:
        Journey(town, window).walk()


def phone(town):
    """Its first third on a phone, in Finnish."""
    with Window(town.address, width=360, height=740) as window:
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


def mistakes(town):
    with Window(town.address) as window:
        forms.forms(town, window)


def http(town):
    doors.doors(town)


def definition(town):
    """Sorting, the canvas in two windows, the gates. Leaves the gates of the town as they were."""
    defining.definition(town)


def problems(town):
    """The same without a mouse, from a telephone call to an open challenge."""
    walking.problems(town)


def words(town):
    return pages.words(town)


def axe(town):
    with Window(town.address) as window:
        return pages.axe(town, window)


def interface(town):
    """Has servers of its own, so it runs beside the others."""
    return api.api(town.program)


PARTS = {part.__name__: part for part in [journey, phone, keyboard, scriptless, mistakes, http, words, axe, interface, definition, problems]}


def tell(name, town):
    """Runs one part and says how it went; true where it holds."""
    begun = time.monotonic()
    try:
        said = PARTS[name](town)
    except Exception:
        print(f"FAIL  {name}\n{traceback.format_exc()}", flush=True)
        return False
    print(f"ok    {name}  {time.monotonic() - begun:.0f} s" + (f", {said}" if said else ""), flush=True)
    return True


def main(arguments):
    if not arguments:
        print(__doc__)
        return 2
    program, wanted = arguments[0], arguments[1:] or list(PARTS)
    with Town(program) as town, concurrent.futures.ThreadPoolExecutor(1) as beside:
        if wanted[0].startswith("pictures="):
            with Window(town.address) as window:
                pages.pictures(town, window, wanted[0].removeprefix("pictures="))
            return 0
        late = {name: beside.submit(tell, name, town) for name in wanted if name == "interface"}
        holds = {name: tell(name, town) for name in wanted if name not in late}
        holds |= {name: result.result() for name, result in late.items()}
    failed = [name for name, held in holds.items() if not held]
    print(f"{len(holds) - len(failed)} of {len(holds)} parts hold" + (f"; not: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
