"""Talkoot in a real browser: `run.py PATH_TO_TALKOOT [PART …]`. Starts a demo town of its own and stops it at the end."""
import pathlib
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from browser import Window
from journey import Journey, by_keyboard, without_script
from town import Town


def journey(town):
    """The thin line at a desk, in English, with the mouse."""
    with Window(town.address) as window:
        return Journey(town, window).walk()


def phone(town):
    """Its first third on a phone, in Finnish."""
    with Window(town.address, width=360, height=740, language="fi") as window:
        Journey(town, window).first_third()
        assert window.driver.execute_script("return document.documentElement.lang") == "fi"


def keyboard(town):
    with Window(town.address) as window:
        by_keyboard(town, window)


def scriptless(town):
    with Window(town.address, scripts=False) as window:
        without_script(town, window)


PARTS = {"journey": journey, "phone": phone, "keyboard": keyboard, "scriptless": scriptless}


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
                PARTS[name](town)
                print(f"ok    {name}  {time.monotonic() - begun:.0f} s", flush=True)
            except Exception:
                failed.append(name)
                print(f"FAIL  {name}\n{traceback.format_exc()}", flush=True)
    print(f"{len(wanted) - len(failed)} of {len(wanted)} parts hold" + (f"; not: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
